import { makeZip } from 'client-zip';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { entryBlob, readEntry, readZip } from './zip-file.ts';

const text = 'one two three '.repeat(5_000);
const streamed = (): Promise<Blob> =>
  new Response(
    makeZip([
      { name: 'a/first.txt', input: text, lastModified: new Date('2026-01-01T00:00:00Z') },
      { name: 'größe.txt', input: 'é', lastModified: new Date('2026-01-01T00:00:00Z') },
    ]),
  ).blob();
const packed = (): Blob => new Blob([zipSync({ 'a/first.txt': strToU8(text), 'größe.txt': strToU8('é') }).slice()]);

async function textOf(file: Blob, path: string): Promise<string> {
  const entry = (await readZip(file)).get(path);
  if (!entry) throw new Error(`no ${path}`);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of readEntry(file, entry)) parts.push(part);
  return new Blob(parts).text();
}

/** The same archive with the field of its first entry and its end in the ZIP64 form, as above four gigabytes. */
async function asZip64(file: Blob): Promise<Blob> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const view = new DataView(bytes.buffer);
  const end = bytes.length - 22;
  const [directory, count] = [view.getUint32(end + 16, true), view.getUint16(end + 10, true)];
  const nameBytes = view.getUint16(directory + 28, true);
  const extraBytes = view.getUint16(directory + 30, true);
  const sizes = [
    view.getUint32(directory + 24, true),
    view.getUint32(directory + 20, true),
    view.getUint32(directory + 42, true),
  ];
  const field = new DataView(new ArrayBuffer(28));
  field.setUint16(0, 1, true);
  field.setUint16(2, 24, true);
  sizes.forEach((size, at) => field.setBigUint64(4 + at * 8, BigInt(size), true));
  for (const at of [20, 24, 42]) view.setUint32(directory + at, 0xffff_ffff, true);
  view.setUint16(directory + 30, extraBytes + 28, true);
  const extraAt = directory + 46 + nameBytes;
  const rest = bytes.slice(extraAt, end);
  const end64 = new DataView(new ArrayBuffer(56));
  end64.setUint32(0, 0x0606_4b50, true);
  end64.setBigUint64(32, BigInt(count), true);
  end64.setBigUint64(40, BigInt(end - directory + 28), true);
  end64.setBigUint64(48, BigInt(directory), true);
  const locator = new DataView(new ArrayBuffer(20));
  locator.setUint32(0, 0x0706_4b50, true);
  locator.setBigUint64(8, BigInt(end + 28), true);
  view.setUint32(end + 16, 0xffff_ffff, true);
  return new Blob([bytes.slice(0, extraAt), field, rest, end64, locator, bytes.slice(end)]);
}

describe('an archive on disk', () => {
  it('is read entry by entry, stored or compressed', async () => {
    for (const file of [await streamed(), packed()]) {
      expect([...(await readZip(file)).keys()]).toEqual(['a/first.txt', 'größe.txt']);
      expect(await textOf(file, 'a/first.txt')).toBe(text);
      expect(await textOf(file, 'größe.txt')).toBe('é');
    }
  });
  it('is read in the form for more than four gigabytes', async () => {
    const file = await asZip64(packed());
    expect(await textOf(file, 'a/first.txt')).toBe(text);
    expect(await textOf(file, 'größe.txt')).toBe('é');
  });
  it('gives an entry as a file', async () => {
    for (const file of [await streamed(), packed()]) {
      const entry = (await readZip(file)).get('a/first.txt');
      expect(entry && (await (await entryBlob(file, entry)).text())).toBe(text);
    }
  });
  it('is refused in words when it is damaged, cut off or something else', async () => {
    const whole = packed();
    await expect(readZip(whole.slice(0, whole.size - 30))).rejects.toThrow('its end is missing');
    await expect(readZip(new Blob(['hello']))).rejects.toThrow('not a ZIP archive');
    const bytes = new Uint8Array(await (await streamed()).arrayBuffer());
    bytes[200] = (bytes[200] ?? 0) ^ 1;
    await expect(textOf(new Blob([bytes]), 'a/first.txt')).rejects.toThrow('damaged');
    const deflated = new Uint8Array(await whole.arrayBuffer());
    deflated.fill(0xff, 50, 80);
    await expect(textOf(new Blob([deflated]), 'a/first.txt')).rejects.toThrow('damaged');
  });
});

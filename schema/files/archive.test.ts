import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { Archive, MAX_UNPACKED_BYTES } from './archive.ts';
import { FileProblem } from './problem.ts';
import type { Format } from './format.ts';
import { recognise } from './recognise.ts';
import { SourceFile } from './source-file.ts';

const zip = (files: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])));

const signatureAt = (bytes: Uint8Array, signature: number): number => {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (let at = bytes.length - 4; at >= 0; at -= 1) if (view.getUint32(at, true) === signature) return at;
  throw new Error('no such record');
};
/** A copy whose (last) directory entry has `value` at `offset`. */
function patched(bytes: Uint8Array, offset: number, value: number, width: 2 | 4 = 4): Uint8Array {
  const copy = bytes.slice();
  const at = signatureAt(copy, 0x0201_4b50) + offset;
  const view = new DataView(copy.buffer);
  if (width === 2) view.setUint16(at, value, true);
  else view.setUint32(at, value, true);
  return copy;
}

const textOf = (bytes: Uint8Array, path: string) => new TextDecoder().decode(new Archive(bytes).unpack(path));

describe('a ZIP archive', () => {
  it('lists its files with their folders, and unpacks each by its path', () => {
    const bytes = zip({ 'Habits.csv': 'a,b', 'Répét/Checkmarks.csv': 'x'.repeat(5000), 'empty.txt': '' });
    expect(new Archive(bytes).entries).toEqual([
      { path: 'Habits.csv', size: 3 },
      { path: 'Répét/Checkmarks.csv', size: 5000 },
      { path: 'empty.txt', size: 0 },
    ]);
    expect([textOf(bytes, 'Habits.csv'), textOf(bytes, 'Répét/Checkmarks.csv').length, textOf(bytes, 'empty.txt')]).toEqual([
      'a,b',
      5000,
      '',
    ]);
  });
  it('reads uncompressed files, and a directory before a comment', () => {
    const stored = zipSync({ 'a.txt': [strToU8('as it is'), { level: 0 }] });
    const comment = strToU8('made by an app');
    const withComment = new Uint8Array([...stored, ...comment]);
    new DataView(withComment.buffer).setUint16(stored.length - 2, comment.length, true);
    expect(textOf(withComment, 'a.txt')).toBe('as it is');
  });
  it('skips folders and the files that macOS adds', () => {
    const bytes = zip({ 'a/': '', 'a/b.csv': '1', '__MACOSX/a/._b.csv': 'x', '.DS_Store': 'x', 'a/._c': 'x' });
    expect(new Archive(bytes).entries.map(({ path }) => path)).toEqual(['a/b.csv']);
  });
  it('is refused when its declared sizes exceed the limit', () => {
    const bytes = patched(zip({ 'a.txt': 'x' }), 24, MAX_UNPACKED_BYTES + 1);
    expect(() => new Archive(bytes)).toThrow(/unpacks to more than 128 MB/);
  });
  it('is refused when it contains too many files', () => {
    const bytes = zip({ 'a.txt': 'x' });
    new DataView(bytes.buffer).setUint16(signatureAt(bytes, 0x0605_4b50) + 10, 10_001, true);
    expect(() => new Archive(bytes)).toThrow(/more than 10000 files/);
  });
  it('stops unpacking a file that is larger than declared, long before its end', () => {
    // 120 MB of zeros in about 120 kB, declared as ten bytes.
    const bomb = patched(zipSync({ 'a.txt': [new Uint8Array(120 * 1024 * 1024), { level: 9 }] }), 24, 10);
    const startedMs = performance.now();
    expect(() => new Archive(bomb).unpack('a.txt')).toThrow(/“a.txt” in the ZIP archive is damaged/);
    const took = performance.now() - startedMs;
    const whole = performance.now();
    new Archive(patched(bomb, 24, 120 * 1024 * 1024)).unpack('a.txt');
    expect(took).toBeLessThan((performance.now() - whole) / 2);
  });
  it('detects every damaged byte of a packed file', () => {
    const bytes = zip({ 'a.txt': 'The quick brown fox jumps over the lazy dog. '.repeat(3) });
    const from = 30 + 'a.txt'.length;
    for (let at = from; at < signatureAt(bytes, 0x0201_4b50); at += 1) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0x55;
      expect(() => new Archive(damaged).unpack('a.txt'), String(at)).toThrow(FileProblem);
    }
  });
  it('reports a password, another compression method, a truncated archive and ZIP64', () => {
    const bytes = zip({ 'a.txt': 'secret' });
    expect(() => new Archive(patched(bytes, 8, 1, 2)).unpack('a.txt')).toThrow(/protected by a password/);
    expect(() => new Archive(patched(bytes, 10, 12, 2)).unpack('a.txt')).toThrow(/a compression that is not supported/);
    expect(() => new Archive(bytes.subarray(0, -10))).toThrow(/is damaged/);
    expect(() => new Archive(patched(bytes, 24, 0xffff_ffff))).toThrow(/ZIP64/);
  });
});

const format = (id: string, sniff: Format['sniff']): Format => ({
  id,
  domain: 'x',
  name: id,
  sniff,
  read: ({ name }) => ({ records: [name], errors: [], notices: [], counts: {} }),
});
const byText = (id: string, start: string) =>
  format(id, ({ text }) => (text.startsWith(start) ? { confidence: 0.8 } : { reason: null }));
const whole = format('backup', ({ entries }) =>
  entries.some(({ path }) => path === 'Habits.csv') ? { confidence: 0.9 } : { reason: null },
);
const formats = [byText('habits', 'Habit,'), byText('books', 'Title,'), whole];
const found = (files: Record<string, string> | Uint8Array) => {
  const recognised = recognise(new SourceFile('all.zip', files instanceof Uint8Array ? files : zip(files)), formats);
  if (recognised.kind === 'unknown') return recognised.reason;
  return recognised.files.map(({ format: { id }, file }) => [id, file.name]);
};

describe('recognising an archive', () => {
  it('passes the whole archive to a format that recognises its entries', () => {
    expect(found({ 'Habits.csv': 'Habit,Day', 'b.csv': 'Title,x' })).toEqual([['backup', 'all.zip']]);
  });
  it('finds its only readable file', () => {
    expect(found({ 'readme.txt': 'Hello', 'export/b.csv': 'Title,x' })).toEqual([['books', 'export/b.csv']]);
  });
  it('finds several files, of one or more formats', () => {
    expect(found({ 'b.csv': 'Title,x', 'c.csv': 'Title,y', 'h.csv': 'Habit,z' })).toEqual([
      ['books', 'b.csv'],
      ['books', 'c.csv'],
      ['habits', 'h.csv'],
    ]);
  });
  it('does not open an archive inside the archive, and says what it contains', () => {
    const nested = zipSync({ 'inner.zip': zip({ 'b.csv': 'Title,x' }), 'a.txt': strToU8('a') });
    expect(found(nested)).toMatch(
      /No file in this ZIP archive can be read: it contains “inner.zip”, “a.txt”.*habits, books, backup/,
    );
    expect(found({})).toMatch(/is empty/);
  });
  it('says what is wrong with a damaged archive', () => {
    expect(found(zip({ 'b.csv': 'Title,x' }).subarray(0, -4))).toMatch(/damaged/);
  });
});

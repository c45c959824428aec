import fc from 'fast-check';
import { expect, it } from 'vitest';
import { listTexts } from './list-texts.ts';

async function textsOf(text: string, partBytes: number): Promise<string[]> {
  const bytes = new TextEncoder().encode(text);
  async function* parts() {
    for (let at = 0; at < bytes.length; at += partBytes) yield bytes.subarray(at, at + partBytes);
  }
  const texts: string[] = [];
  for await (const one of listTexts(parts())) texts.push(one);
  return texts;
}

it('every list of objects comes apart into its elements, however it is cut and spaced', async () => {
  const rows = fc.array(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 3 })), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 40 }), fc.constantFrom(0, 2), async (list, partBytes, spaces) => {
      const texts = await textsOf(JSON.stringify(list, null, spaces), partBytes);
      expect(texts.map((one) => JSON.parse(one) as unknown)).toEqual(
        list.map((one) => JSON.parse(JSON.stringify(one)) as unknown),
      );
    }),
  );
});

it('a row stays the text that it was', async () => {
  const row = '{"n": 12345678901234567890.10, "t":"a\\u0001]},[{ \\" é"}';
  expect(await textsOf(`[\n${row},\n{}\n]\n`, 3)).toEqual([row, '{}']);
});

it('a list that ends too early, or is no UTF-8, is a problem in words', async () => {
  await expect(textsOf('[{"a":1},{"b"', 4)).rejects.toThrow('ends too early');
  const bytes = new Uint8Array([91, 34, 0xff, 34, 93]);
  await expect(async () => {
    for await (const _ of listTexts(
      (async function* () {
        yield bytes;
      })(),
    ))
      void _;
  }).rejects.toThrow('not UTF-8');
});

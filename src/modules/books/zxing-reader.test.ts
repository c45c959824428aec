// The barcode of an ISBN, drawn here by the rules of EAN-13, is read from a picture; other pictures show none.
import { expect, it } from 'vitest';
import { zxingReader } from './zxing-reader.ts';

const LEFT = ['0001101', '0011001', '0010011', '0111101', '0100011', '0110001', '0101111', '0111011', '0110111', '0001011'];
const PARITY = ['LLLLLL', 'LLGLGG', 'LLGGLG', 'LLGGGL', 'LGLLGG', 'LGGLLG', 'LGGGLL', 'LGLGLG', 'LGLGGL', 'LGGLGL'];
const inverted = (bars: string) => [...bars].map((bar) => (bar === '0' ? '1' : '0')).join('');
const reversed = (bars: string) => [...bars].toReversed().join('');

function barsOf(ean: string): string {
  const [first = 0, ...rest] = [...ean].map(Number);
  const left = rest.slice(0, 6).map((digit, at) => {
    const bars = LEFT[digit] ?? '';
    return PARITY[first]?.[at] === 'L' ? bars : reversed(inverted(bars));
  });
  const right = rest.slice(6).map((digit) => inverted(LEFT[digit] ?? ''));
  return `101${left.join('')}01010${right.join('')}101`;
}

function pictureOf(ean: string, barPx = 3): ImageData {
  const bars = `${'0'.repeat(12)}${barsOf(ean)}${'0'.repeat(12)}`;
  const [width, height] = [bars.length * barPx, 120];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 10; y < height - 10; y += 1)
    for (let x = 0; x < width; x += 1) if (bars[Math.floor(x / barPx)] === '1') data.set([20, 24, 20], (y * width + x) * 4);
  return { data, width, height, colorSpace: 'srgb' } as ImageData;
}

it.each(['9780441172719', '9791034303489', '9780306406157'])('%s is read', async (isbn) => {
  expect(await zxingReader.read(pictureOf(isbn))).toBe(isbn);
});

it('the number of something else is no ISBN', async () => expect(await zxingReader.read(pictureOf('4006381333931'))).toBeNull());

it('a picture without a barcode shows none', async () => {
  const data = new Uint8ClampedArray(200 * 100 * 4).map((_, at) => (at * 7) % 256);
  expect(await zxingReader.read({ data, width: 200, height: 100, colorSpace: 'srgb' } as ImageData)).toBeNull();
});

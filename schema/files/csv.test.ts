import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

const reread = (csv: string): string[][] => Papa.parse<string[]>(csv, { delimiter: ',', skipEmptyLines: true }).data;

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '=1\nx', '＝1+1', '=HYPERLINK("http://x";"y")'])(
  'the text %j does not start a formula in a spreadsheet',
  (text) => {
    expect(reread(toCsv([[text]]))[0]?.[0]).toBe(`'${text}`);
  },
);

test('numbers stay numbers, and other text is unchanged', () => {
  expect(toCsv([['a', -1.5, 'x=1', 'say "a"', 'b,c']])).toBe('a,-1.5,x=1,"say ""a""","b,c"\r\n');
});

test('any text is read back unchanged, or with the apostrophe that keeps it from being a formula', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const [field] = reread(toCsv([['first', text]]))[0]?.slice(1) ?? [];
      expect([text, `'${text}`]).toContain(field);
      expect(field).not.toMatch(/^[=+\-@\t\r\n]/);
    }),
  );
});

// Writes CSV exports (RFC 4180). Invariant: no text from a person or an import becomes a formula in a spreadsheet. Every export
// of rows uses this function.
import Papa from 'papaparse';

/**
 * A text that starts with one of these, after any apostrophes, is a formula in a spreadsheet, also in the full-width forms. The
 * following text may contain line breaks.
 */
const FORMULA = String.raw`[=+\-@\t\r\n＝＋－＠]`;
const FORMULA_START = new RegExp(`^'*${FORMULA}`, 'u');
const ESCAPED_FORMULA = new RegExp(`^'+${FORMULA}`, 'u');

/**
 * Lines end in CRLF. A text that would start a formula is prefixed with an apostrophe; numbers, also negative ones, stay
 * numbers.
 */
export const toCsv = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.length === 0
    ? ''
    : `${Papa.unparse(rows as (string | number)[][], { newline: '\r\n', escapeFormulae: FORMULA_START })}\r\n`;

/** The text that `toCsv` was given, from the cell that it wrote. */
export const fromCsvCell = (cell: string): string => (ESCAPED_FORMULA.test(cell) ? cell.slice(1) : cell);

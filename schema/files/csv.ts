// Writes CSV exports (RFC 4180). Invariant: no text from a person or an import becomes a formula in a spreadsheet. Every export
// of rows uses this function.
import Papa from 'papaparse';

/**
 * The characters that start a formula in a spreadsheet, also in their full-width forms. The following text may contain line
 * breaks.
 */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/u;

/**
 * Lines end in CRLF. A text that would start a formula is prefixed with an apostrophe; numbers, also negative ones, stay
 * numbers.
 */
export const toCsv = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.length === 0
    ? ''
    : `${Papa.unparse(rows as (string | number)[][], { newline: '\r\n', escapeFormulae: FORMULA_START })}\r\n`;

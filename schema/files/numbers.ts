// Reads numbers with the file's own decimal sign. The whole text must be a number.

export type DecimalSign = '.' | ',';

/** Groups of three digits, with one kind of separator. */
const GROUPED = {
  '.': /^[-+]?\d{1,3}(?:([,' ’\u00a0\u2009\u202f])\d{3}(?:\1\d{3})*)(?:\.\d*)?$/,
  ',': /^[-+]?\d{1,3}(?:([.' ’\u00a0\u2009\u202f])\d{3}(?:\1\d{3})*)(?:,\d*)?$/,
};
const PLAIN = { '.': /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i, ',': /^[-+]?(?:\d+(?:,\d*)?|,\d+)(?:e[-+]?\d+)?$/i };
/** Longer than any measured number. */
const MAX_LENGTH = 60;

/** Null for an empty cell, undefined for a text that is not a number. */
export function readNumber(text: string, decimal: DecimalSign): number | null | undefined {
  const plain = plainDigits(text.trim());
  if (plain === '') return null;
  if (plain.length > MAX_LENGTH) return undefined;
  if (PLAIN[decimal].test(plain)) return Number(plain.replace(',', '.'));
  if (!GROUPED[decimal].test(plain)) return undefined;
  const digits = decimal === '.' ? plain.replace(/[^\d.+-]/g, '') : plain.replace(/[^\d,+-]/g, '').replace(',', '.');
  return Number(digits);
}

/** Replaces digits of other scripts and the typographic minus by the ones that `Number` reads. */
const plainDigits = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text)
    ? text
    : text
        .replace(/[\uff10-\uff19]/g, (digit) => String(digit.charCodeAt(0) - 0xff10))
        .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
        .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
        .replace(/[\u2212\uff0d]/g, '-')
        .replace(/\uff0e/g, '.')
        .replace(/\uff0c/g, ',');

/**
 * The decimal sign of a file, from all its number cells: "62,5" and "1.012,5" can only have a decimal comma. When every cell is
 * ambiguous ("1,000"), a comma-separated file has a decimal point, and any other file the sign that occurs in it.
 */
export function decimalSignOf(texts: Iterable<string>, delimiter: string): DecimalSign {
  const votes = { '.': 0, ',': 0 };
  const seen = { '.': 0, ',': 0 };
  for (const text of texts) {
    const told = signTold(text.trim());
    if (told) votes[told] += 1;
    else if (text.includes(',')) seen[','] += 1;
    else if (text.includes('.')) seen['.'] += 1;
  }
  if (votes['.'] !== votes[',']) return votes['.'] > votes[','] ? '.' : ',';
  return delimiter !== ',' && seen[','] > seen['.'] ? ',' : '.';
}

/** The decimal sign that a text shows unambiguously; null when it has none or when the sign may group thousands. */
function signTold(text: string): DecimalSign | null {
  if (text.length > MAX_LENGTH || !/^[-+]?[\d.,]+$/.test(text)) return null;
  const [comma, point] = [text.lastIndexOf(','), text.lastIndexOf('.')];
  if (comma < 0 && point < 0) return null;
  if (comma >= 0 && point >= 0) return comma > point ? ',' : '.';
  const sign: DecimalSign = comma >= 0 ? ',' : '.';
  const at = Math.max(comma, point);
  if (text.indexOf(sign) !== at) return sign === ',' ? '.' : ',';
  const before = text.slice(0, at).replace(/^[-+]/, '');
  const isGrouping = text.length - at - 1 === 3 && /^[1-9]\d{0,2}$/.test(before);
  return isGrouping ? null : sign;
}

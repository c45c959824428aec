// ISBN: check digits of the 10- and the 13-digit form, and the one form in which a book keeps its number, 13 digits.

const digitsOf = (text: string): string => text.replace(/[\s‐-―-]/g, '').toUpperCase();

/** The last character of an ISBN-10 for its first nine digits: weights 10 to 2, modulo 11, X for 10. */
function checkOf10(nine: string): string {
  const sum = [...nine].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? 'X' : String(check);
}

/** The last digit of an ISBN-13 for its first twelve: weights 1 and 3 in turn, modulo 10. */
function checkOf13(twelve: string): string {
  const sum = [...twelve].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return String((10 - (sum % 10)) % 10);
}

/** The 13 digits of an ISBN-10 or ISBN-13, with or without hyphens; null when the text is not a valid ISBN. */
export function readIsbn(text: string): string | null {
  const digits = digitsOf(text).replace(/^ISBN(?:-?1[03])?:?/, '');
  if (/^\d{9}[\dX]$/.test(digits)) {
    if (checkOf10(digits.slice(0, 9)) !== digits[9]) return null;
    const twelve = `978${digits.slice(0, 9)}`;
    return twelve + checkOf13(twelve);
  }
  if (/^97[89]\d{10}$/.test(digits)) return checkOf13(digits.slice(0, 12)) === digits[12] ? digits : null;
  return null;
}

/** The 10-character form; null for numbers that start with 979, which have none. */
export function isbn10Of(isbn13: string): string | null {
  if (!/^978\d{10}$/.test(isbn13)) return null;
  const nine = isbn13.slice(3, 12);
  return nine + checkOf10(nine);
}

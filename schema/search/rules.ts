// How many typing errors a search word may have. index-sql.ts implements the same rules in SQL.

/** Shorter words must match exactly: almost any three letters are one error away from another word. */
export const ONE_ERROR_LETTERS = 4;
export const TWO_ERRORS_LETTERS = 8;

/** The allowed errors in a typed word of this many letters. */
export function allowedErrors(letters: number): 0 | 1 | 2 {
  if (letters < ONE_ERROR_LETTERS) return 0;
  return letters < TWO_ERRORS_LETTERS ? 1 : 2;
}

/** Optimal string alignment distance (a swap of neighbours is one edit); Infinity above `max`. */
export function editDistance(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return Number.POSITIVE_INFINITY;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least > max) return Number.POSITIVE_INFINITY;
    [beforeLast, last] = [last, current];
  }
  const distance = last[b.length] ?? Number.POSITIVE_INFINITY;
  return distance <= max ? distance : Number.POSITIVE_INFINITY;
}

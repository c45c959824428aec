// Words that are stored in lower case, as they begin a line or a choice.
const capitalized = (words: string): string => words.charAt(0).toLocaleUpperCase() + words.slice(1);

/** "Quadriceps, glutes · Barbell"; empty for nothing known. */
export const factLine = (...facts: readonly (string | null | undefined)[]): string =>
  facts.flatMap((fact) => (fact ? capitalized(fact) : [])).join(' · ');

export const toOptions = (values: readonly string[]): { value: string; label: string }[] =>
  values.map((value) => ({ value, label: capitalized(value) }));

/** At most `max` characters: a longer text ends after a word, with an ellipsis. */
export function shortened(text: string, max: number): string {
  if (text.length <= max) return text;
  const start = text.slice(0, max - 1);
  const lastSpace = start.lastIndexOf(' ');
  return `${(lastSpace > max / 2 ? start.slice(0, lastSpace) : start).trimEnd()}…`;
}

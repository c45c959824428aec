// Words that are stored in lower case, as they begin a line or a choice.
const capitalized = (words: string): string => words.charAt(0).toLocaleUpperCase() + words.slice(1);

/** "Quadriceps, glutes · Barbell"; empty for nothing known. */
export const factLine = (...facts: readonly (string | null | undefined)[]): string =>
  facts.flatMap((fact) => (fact ? capitalized(fact) : [])).join(' · ');

export const toOptions = (values: readonly string[]): { value: string; label: string }[] =>
  values.map((value) => ({ value, label: capitalized(value) }));

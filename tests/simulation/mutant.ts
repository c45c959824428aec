// The form of a planted bug.
export interface Mutant {
  name: string;
  file: string;
  find: string;
  replace: string;
}

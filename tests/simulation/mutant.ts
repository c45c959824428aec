// The form of a planted bug.
export interface Mutant {
  name: string;
  file: string;
  find: string;
  replace: string;
  /** The file of the test that detects it, for a bug that no seed of thousands shows. */
  test?: string;
}

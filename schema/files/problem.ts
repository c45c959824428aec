// What is wrong with a file that a person chose, in words.

/** An expected problem of a file. The message is a sentence for the person. */
export class FileProblem extends Error {
  override name = 'FileProblem';
}

/** The message of a FileProblem; throws anything else again, because it is a bug. */
export function fileProblem(thrown: unknown): string {
  if (thrown instanceof FileProblem) return thrown.message;
  throw thrown;
}

// A file on its way from another page to the page of an import: what was captured is read by its importer without being chosen again.
let handed: File | null = null;

export const handFile = (file: File): void => {
  handed = file;
};

/** Gives the file once. */
export function takeHandedFile(): File | null {
  const file = handed;
  handed = null;
  return file;
}

// Writes the ZIP archive of an export.
import { strToU8, zipSync } from 'fflate';

/** `files`: texts by path. */
export const packArchive = (files: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])));

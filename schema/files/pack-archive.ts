// Writes the ZIP archive of an export.
import { strToU8, zipSync } from 'fflate';

/** `files`: texts and bytes by path. Bytes are stored as they are: pictures and sound are compressed already. */
export const packArchive = (files: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([path, file]) => [path, typeof file === 'string' ? strToU8(file) : [file, { level: 0 }]]),
    ),
  );

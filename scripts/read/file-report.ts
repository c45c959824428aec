// The output of `npm run read` for a file.
import { basename } from 'node:path';
import initSqlJs from 'sql.js';
import { fileProblem } from '#schema/files/problem.ts';
import type { FileRead, Reading, RowError } from '#schema/files/format.ts';
import { recognise } from '#schema/files/recognise.ts';
import { openSourceFile } from '#schema/files/source-file.ts';
import { allFormats } from '#schema/formats.ts';

type FileReport =
  | { format: null; domain: null; reason: string }
  | {
      format: string;
      domain: string;
      counts: FileRead['counts'];
      errors: readonly RowError[];
      notices: readonly RowError[];
      first: readonly unknown[];
      last: readonly unknown[];
      /** Only for an archive with several files that can be read: which was read, and which were not. */
      file?: string;
      otherFiles?: readonly string[];
    };

const SHOWN_RECORDS = 3;

export async function fileReport(path: string, bytes: Uint8Array, reading: Reading): Promise<FileReport> {
  const recognised = recognise(await openSourceFile(basename(path), bytes, () => initSqlJs()), allFormats);
  if (recognised.kind === 'unknown') return { format: null, domain: null, reason: recognised.reason };
  const [{ format, file }, ...others] = recognised.files;
  let read;
  try {
    read = format.read(file, reading);
  } catch (thrown) {
    return { format: null, domain: null, reason: fileProblem(thrown) };
  }
  const { counts, errors, notices, records } = read;
  return {
    format: format.id,
    domain: format.domain,
    counts,
    errors,
    notices,
    first: records.slice(0, SHOWN_RECORDS),
    last: records.slice(-SHOWN_RECORDS),
    ...(others.length > 0 ? { file: file.name, otherFiles: others.map((other) => other.file.name) } : {}),
  };
}

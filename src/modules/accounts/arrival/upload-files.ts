// Uploads the files of an archive that the account does not have on the server yet, one after the other. Stopped or cut off, it goes on
// where it was: a file that arrived is not sent again, and half a file continues.
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { BlobServer } from '#src/blobs/public.ts';
import type { ArchiveFacts } from './archive-reader.ts';

export interface UploadProgress {
  /** Files and bytes that the server has. */
  files: number;
  bytes: number;
}

export type FilesEnd =
  | { kind: 'done'; refused: { sha256: string; error: CadenceError }[] }
  | { kind: 'stopped' }
  | { kind: 'failed'; error: CadenceError };

/** No further file would get another answer. */
const FOR_ALL = new Set<CadenceError['code']>(['quota_exceeded', 'server_full', 'signed_out']);

interface UploadPorts {
  server: BlobServer;
  person: string;
  open(sha256: string): Promise<Blob | null>;
  signal: AbortSignal;
  onProgress(progress: UploadProgress): void;
}

export async function uploadFiles(
  files: ArchiveFacts['files'],
  { server, person, open, signal, onProgress }: UploadPorts,
): Promise<FilesEnd> {
  const absent = await server.missing(
    files.map(({ sha256 }) => sha256),
    person,
  );
  if (absent === null) return { kind: 'failed', error: { code: 'unavailable' } };
  const lacking = new Set(absent);
  const done: UploadProgress = { files: 0, bytes: 0 };
  const refused: { sha256: string; error: CadenceError }[] = [];
  const count = (size: number) => {
    done.files += 1;
    done.bytes += size;
    onProgress({ ...done });
  };
  for (const { size } of files.filter(({ sha256 }) => !lacking.has(sha256))) count(size);
  for (const { sha256, mediaType, size } of files.filter((file) => lacking.has(file.sha256))) {
    if (signal.aborted) return { kind: 'stopped' };
    const file = await open(sha256).catch(() => null);
    const end = file
      ? await server.upload(
          { file, sha256, mediaType, person },
          { signal, onProgress: (part) => onProgress({ ...done, bytes: done.bytes + part * size }) },
        )
      : ({ kind: 'refused', error: { code: 'bad_file' } } as const);
    if (end.kind === 'stopped') return end;
    if (end.kind === 'lost') return { kind: 'failed', error: { code: 'unavailable' } };
    if (end.kind === 'refused') {
      if (FOR_ALL.has(end.error.code)) return { kind: 'failed', error: end.error };
      refused.push({ sha256, error: end.error });
    }
    count(size);
  }
  return { kind: 'done', refused };
}

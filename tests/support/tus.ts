// A small tus client for tests: one request at a time, so that a test can interrupt and continue an upload.
import { createHash } from 'node:crypto';
import type { TestPerson } from '#tests/protocol/test-server.ts';

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const TUS = { 'tus-resumable': '1.0.0' };

export interface Announced {
  size: number;
  sha256: string;
  filetype?: string;
}

export const beginUpload = (person: TestPerson, { size, sha256, filetype = 'audio/flac' }: Announced): Promise<Response> =>
  person.fetch('/v1/blobs/uploads', {
    method: 'POST',
    headers: {
      ...TUS,
      'upload-length': String(size),
      'upload-metadata': `sha256 ${base64(sha256)},filetype ${base64(filetype)}`,
    },
  });

export const sendPart = (
  person: TestPerson,
  location: string,
  offset: number,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Response> =>
  person.fetch(location, {
    method: 'PATCH',
    headers: { ...TUS, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    body: bytes,
  });

export const askOffset = (person: TestPerson, location: string): Promise<Response> =>
  person.fetch(location, { method: 'HEAD', headers: TUS });

export const dropUpload = (person: TestPerson, location: string): Promise<Response> =>
  person.fetch(location, { method: 'DELETE', headers: TUS });

/** The address at which a created upload continues. */
export function locationOf(answer: Response): string {
  const location = answer.headers.get('location');
  if (answer.status !== 201 || location === null) throw new Error(`the upload was not created: ${answer.status}`);
  return location;
}

export async function uploadBlob(person: TestPerson, bytes: Uint8Array<ArrayBuffer>, filetype?: string): Promise<string> {
  const sha256 = sha256Of(bytes);
  const begun = await beginUpload(person, { size: bytes.length, sha256, ...(filetype !== undefined && { filetype }) });
  const answer = await sendPart(person, locationOf(begun), 0, bytes);
  if (answer.status !== 204) throw new Error(`the upload did not finish: ${answer.status} ${await answer.text()}`);
  return sha256;
}

// Which columns name blobs. A blob that no row of a person names is nobody's need: the device stops sending it and the
// server collects it. A table that begins to name blobs adds its line here.
import type { Database } from './database.ts';

export const BLOB_COLUMNS = [
  { table: 'reference_tracks', column: 'content_sha256', mediaType: 'mime_type' },
  { table: 'analysis_frame_data', column: 'content_sha256', mediaType: null },
] as const satisfies readonly {
  [T in keyof Database]: { table: T; column: keyof Database[T] & string; mediaType: (keyof Database[T] & string) | null };
}[keyof Database][];

/** What a device asks of POST /v1/blobs/missing at once. */
export const MAX_HASHES_PER_QUESTION = 1_000;

/** GET /v1/blobs/usage: what the server keeps for the person. */
export interface BlobUsage {
  usedBytes: number;
  quotaBytes: number;
  maxBlobBytes: number;
}

// The columns that contain blob hashes. When no row of a person refers to a blob, the device stops uploading it and the server
// deletes it. A table with such a column must be listed here, or its blobs are deleted.
import type { Database } from './database.ts';

export const BLOB_COLUMNS = [
  { table: 'reference_tracks', column: 'content_sha256', mediaType: 'mime_type' },
  { table: 'analysis_frame_data', column: 'content_sha256', mediaType: null },
  { table: 'books', column: 'cover_blob_id', mediaType: 'cover_type' },
  { table: 'note_files', column: 'content_sha256', mediaType: 'mime_type' },
  { table: 'feedback', column: 'picture_sha256', mediaType: 'picture_type' },
] as const satisfies readonly {
  [T in keyof Database]: { table: T; column: keyof Database[T] & string; mediaType: (keyof Database[T] & string) | null };
}[keyof Database][];

/** Hashes in one POST /v1/blobs/missing. */
export const MAX_HASHES_PER_QUESTION = 1_000;

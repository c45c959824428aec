// Everything the rest of the app may use of blobs.
export { BlobError, type BlobState, type BlobStore, type BlobTransfers, type StorageUsage } from './api.ts';
export { blobs, blobTransfers, countStoredBlobs, restPorts, startBlobs, uploadSummary } from './blobs.ts';
export { filesOnlyHere, uploadRest } from './upload-rest.ts';
export { openBlobServer } from './direct-upload.ts';
export type { BlobServer } from './transfers/server.ts';

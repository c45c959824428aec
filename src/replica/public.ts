// Everything the page may use of the replica.
export { createReplica } from './create-replica.ts';
export type {
  AnyCommand,
  Applied,
  DispatchReceipt,
  Person,
  RejectedCommand,
  Replica,
  ReplicaDiagnostics,
  ReplicaQuery,
  SyncStatus,
} from './api.ts';
export type { RowOf } from './query-builder.ts';
export { joinRows, rowsIfReady, type Failed, type LiveRow, type LiveRows, type Loading } from './live/live-read.ts';
export { ReplicaProvider, usePerson, useRejected, useReplica, useRow, useRows, useSyncStatus } from './react.tsx';

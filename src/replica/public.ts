// All that the page may use of the replica.
export { createReplica } from './create-replica.ts';
export {
  ReplicaError,
  type AnyCommand,
  type Applied,
  type DispatchReceipt,
  type Person,
  type RejectedCommand,
  type Replica,
  type ReplicaDiagnostics,
  type ReplicaQuery,
  type SyncStatus,
} from './api.ts';
export { replicaDb } from './query-builder.ts';
export { ReplicaProvider, useLive, usePerson, useRejected, useReplica, useSyncStatus, type LiveRows } from './react.tsx';

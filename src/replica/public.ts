// All that the page may use of the replica.
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
export { ReplicaProvider, useLive, usePerson, useRejected, useReplica, useSyncStatus, type LiveRows } from './react.tsx';

// The outbox's state as a fold of its records. Pure, so that reopening a log gives exactly the state that writing it gave.
import type { CommandRecord, NewCommand, OutboxPerson, OutboxRecord, RejectedRecord } from './records.ts';

/** A call that is retried after a leader died comes within seconds, with far fewer calls than this in flight. */
export const CALL_KEYS_KEPT = 512;

export interface LogState {
  logId: string;
  person: OutboxPerson;
  clientId: string;
  replaces: string | null;
  lastSeq: number;
  lastId: number;
  passedSeq: number;
  /** Commands that have not passed, in seq order. */
  pending: CommandRecord[];
  /** Calls that are not decided yet, by call key, in the order of their arrival. */
  undecided: Map<string, NewCommand>;
  rejected: Map<string, RejectedRecord>;
  seqByCallKey: Map<string, number>;
}

export function emptyLogState(ids: { logId: string; clientId: string; replaces: string | null }, person: OutboxPerson): LogState {
  return {
    ...ids,
    person,
    lastSeq: 0,
    lastId: 0,
    passedSeq: 0,
    pending: [],
    undecided: new Map(),
    rejected: new Map(),
    seqByCallKey: new Map(),
  };
}

/** Changes `state` in place: copying it for each of 100,000 records would be quadratic. */
export function foldRecord(state: LogState, record: OutboxRecord): void {
  switch (record.kind) {
    case 'header': {
      const { logId, person, clientId, replaces, lastSeq, lastId, passedSeq } = record;
      Object.assign(state, { logId, person, clientId, replaces, lastSeq, lastId, passedSeq });
      return;
    }
    case 'command':
      if (record.clientId === state.clientId) state.lastId = Math.max(state.lastId, record.id);
      state.lastSeq = Math.max(state.lastSeq, record.seq);
      if (record.seq > state.passedSeq) state.pending.push(record);
      state.undecided.delete(record.callKey);
      rememberCall(state, record.callKey, record.seq);
      return;
    case 'call':
      state.undecided.set(record.command.callKey, record.command);
      return;
    case 'refused':
      for (const callKey of record.callKeys) state.undecided.delete(callKey);
      return;
    case 'passed':
      state.passedSeq = Math.max(state.passedSeq, record.seq);
      dropPassed(state);
      return;
    case 'rejected':
      state.rejected.set(record.id, record);
      return;
    case 'dismissed':
      state.rejected.delete(record.id);
      return;
    case 'calls':
      for (const [callKey, seq] of record.calls) rememberCall(state, callKey, seq);
      return;
  }
}

function dropPassed(state: LogState): void {
  const firstKept = state.pending.findIndex((command) => command.seq > state.passedSeq);
  state.pending.splice(0, firstKept === -1 ? state.pending.length : firstKept);
}

function rememberCall(state: LogState, callKey: string, seq: number): void {
  state.seqByCallKey.set(callKey, seq);
  if (state.seqByCallKey.size <= CALL_KEYS_KEPT) return;
  const [oldest] = state.seqByCallKey.keys();
  if (oldest !== undefined) state.seqByCallKey.delete(oldest);
}

/** The shortest log with the same state, written by a compaction. */
export function stateToRecords(state: LogState): OutboxRecord[] {
  const { logId, person, clientId, replaces, lastSeq, lastId, passedSeq } = state;
  return [
    { kind: 'header', logId, person, clientId, replaces, lastSeq, lastId, passedSeq },
    { kind: 'calls', calls: [...state.seqByCallKey] },
    ...state.rejected.values(),
    ...state.pending,
    ...[...state.undecided.values()].map((command) => ({ kind: 'call', command }) as const),
  ];
}

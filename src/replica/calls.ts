// The calls that a page may make on the leader's replica. The page's client, the channel between tabs and the engine derive
// from this one list. Every call must be safe to repeat, because it is sent again when the leader dies before answering.
import type { Applied, ReplicaDiagnostics } from './api.ts';
import type { LiveQuery } from './live/live-queries.ts';
import type { Answer, DebugAction, NewCall, OnReplicaEvent, SavedCall } from './service.ts';

/** One entry of the list. Only its name exists at run time; the signature is for the compiler. */
const call = <Signature extends (...args: never[]) => Promise<unknown>>(): { readonly signature?: Signature } => ({});

const CALLS = {
  save: call<(calls: NewCall[]) => Promise<Answer<SavedCall[]>>>(),
  /** Resolves once the command has run on the rows. */
  settled: call<(seq: number) => Promise<Applied>>(),
  query: call<(sql: string, parameters: unknown[]) => Promise<unknown[]>>(),
  /**
   * Rows and failures arrive as events with this id. Subscribing again with the same id replaces the query and runs it again.
   */
  subscribe: call<(id: string, query: LiveQuery) => Promise<void>>(),
  unsubscribe: call<(id: string) => Promise<void>>(),
  signedIn: call<() => Promise<Answer<null>>>(),
  signOut: call<(waiting: 'send' | 'discard') => Promise<Answer<null>>>(),
  dismissRejected: call<(id: string) => Promise<void>>(),
  /** Contacts the server now instead of when a timer fires; the page has reason to think that the server is reachable. */
  tryNow: call<() => Promise<void>>(),
  diagnostics: call<() => Promise<ReplicaDiagnostics>>(),
  debug: call<(action: DebugAction) => Promise<void>>(),
};

export type CallName = keyof typeof CALLS;
export type ReplicaCalls = { [Name in CallName]: NonNullable<(typeof CALLS)[Name]['signature']> };

/** The interface that a tab's worker exposes to its page. */
export interface TabApi extends ReplicaCalls {
  connect(onEvent: OnReplicaEvent): Promise<void>;
}

/** The calls as messages: `send` transports the name and the arguments to the leader. */
export function callsThrough(send: (name: CallName, args: unknown[]) => Promise<unknown>): ReplicaCalls {
  const entries = (Object.keys(CALLS) as CallName[]).map((name) => [name, (...args: unknown[]) => send(name, args)]);
  return Object.fromEntries(entries) as ReplicaCalls;
}

/** Performs a call that came as a message. Its arguments are typed by the same version of the list on the sending side. */
export function callByName(calls: ReplicaCalls, name: CallName, args: unknown[]): Promise<unknown> {
  const method = calls[name] as (...args: unknown[]) => Promise<unknown>;
  return method(...args);
}

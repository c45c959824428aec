// Every command a page asked to save, and what has become of it: the memory that the invariants are checked against.
import type { CommandRecord } from '#src/replica/outbox/records.ts';
import { keyText, type Store } from '../sql/store.ts';
import type { Action } from './actions.ts';

export interface Call {
  callKey: string;
  device: number;
  /** Which person's time on the device: it begins anew when the device was wiped for another. */
  tenure: number;
  action: Action;
  /** What an append leaves in the rows. */
  token: string | undefined;
  state: 'asked' | 'saved' | 'refused' | 'page died';
  /** Its name on the wire, as last seen in the outbox. */
  identity: { clientId: string; id: number } | undefined;
  /** What the outbox holds, or held. */
  record: CommandRecord | undefined;
  isPending: boolean;
  /** Its page may have asked for it a second time, after the first was forgotten. */
  isAskedAgain: boolean;
  /** Why nothing more can be asked of it: its person threw it away, or a disaster took it. */
  excused: string | undefined;
}

/** The key of a command's decision in the server's log. */
export const decisionKey = (server: Store, clientId: string, id: number): string =>
  keyText(server.shape('replica.command_log'), { client_id: clientId, command_id: id });

const identityKey = (clientId: string, id: number): string => `${clientId}#${id}`;

export class Calls {
  readonly all: Call[] = [];
  readonly #byKey = new Map<string, Call>();
  readonly #byIdentity = new Map<string, Call>();

  add(callKey: string, device: number, tenure: number, action: Action): Call {
    const token = action.name === 'sim.append' ? String(action.args['token']) : undefined;
    const call: Call = {
      callKey,
      device,
      tenure,
      action,
      token,
      state: 'asked',
      identity: undefined,
      record: undefined,
      isPending: false,
      isAskedAgain: false,
      excused: undefined,
    };
    this.all.push(call);
    this.#byKey.set(callKey, call);
    return call;
  }

  on(device: number): Call[] {
    return this.all.filter((call) => call.device === device);
  }

  /** The outbox holds it, under this name. */
  seen(record: CommandRecord): void {
    const { callKey, clientId, id } = record;
    const call = this.#byKey.get(callKey);
    if (!call) return;
    call.isPending = true;
    if (call.identity?.clientId === clientId && call.identity.id === id) return;
    call.identity = { clientId, id };
    call.record = record;
    this.#byIdentity.set(identityKey(clientId, id), call);
  }

  named(clientId: string, id: number): Call | undefined {
    return this.#byIdentity.get(identityKey(clientId, id));
  }
}

// Every save call of a page and its outcome: the data that the invariants are checked against.
import type { CommandRecord } from '#src/replica/outbox/records.ts';
import { keyText, type Store } from '../sql/store.ts';
import type { Action } from './maker.ts';

export interface Call {
  callKey: string;
  device: number;
  /** Counts the periods of a person on the device: a new one begins when the device was wiped for another person. */
  tenure: number;
  action: Action;
  /** The trace of an append in the rows. */
  token: string | undefined;
  /** `refused`: by the rows of the device, which then saved nothing. `failed`: it could not be saved. */
  state: 'asked' | 'saved' | 'refused' | 'failed' | 'page died';
  /** Its client id and command id, as last seen in the outbox. */
  identity: { clientId: string; id: number } | undefined;
  /** Its current or last record in the outbox. */
  record: CommandRecord | undefined;
  isPending: boolean;
  /** Its page may have repeated the call after the first was lost. */
  isAskedAgain: boolean;
  /** Why nothing is required of it any more: its person discarded it, or a disaster lost it. */
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

  /** Called when the outbox has it under these ids. */
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

// Runs commands for whoever asks: a device's request, or the server itself when time has passed. One rule, one path.
import { commandsByName, type CommandArgs, type CommandName } from '#schema/commands/index.ts';
import { idFromParts, type ClientId, type UserId } from '#schema/ids.ts';
import type { PushRequest, PushResponse, WireOutcome } from '#schema/protocol/commands.ts';
import type { Pool } from '../db/pool.ts';
import { withSession, type Session } from '../db/session.ts';
import type { Clock } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import { errorFields, type Log } from '../log.ts';
import { isTransient } from './database-errors.ts';
import { PersonQueue } from './person-queue.ts';
import { actedAt } from './skew.ts';
import { Turn } from './turn.ts';

export interface CommandRunner {
  /** Throws RequestError: signed_out, client_id_reused, out_of_order, unavailable. */
  push(userId: UserId, request: PushRequest): Promise<PushResponse>;
  /** As a command of the person's server client, acted now. For jobs. */
  runAsServer<Name extends CommandName>(userId: UserId, name: Name, args: CommandArgs<Name>): Promise<WireOutcome>;
}

/** The client under which the server acts for a person. Nobody else can use it: ids of clients belong to one person. */
export const serverClientId = (userId: UserId): ClientId => idFromParts('server client', userId) as ClientId;

export function createCommandRunner({ pool, clock, log }: { pool: Pool; clock: Clock; log: Log }): CommandRunner {
  const queue = new PersonQueue();
  const inTurn = <T>(userId: UserId, work: (session: Session) => Promise<T>): Promise<T> =>
    queue.run(userId, () => unavailableIfTransient(log, () => withSession(pool, work)));
  return {
    push(userId, request) {
      // Taken when the request arrived: waiting for a turn is not skew of the device's clock.
      const now = clock.now();
      const facts = {
        userId,
        clientId: request.clientId as ClientId,
        now,
        actedAt: ({ at }: { at: string }) => actedAt(at, request.sentAt, now),
      };
      return inTurn(userId, async (session) => (await Turn.begin(session, facts, log)).take(request.commands));
    },

    runAsServer: (userId, name, args) =>
      inTurn(userId, async (session) => {
        const now = clock.now();
        const turn = await Turn.begin(session, { userId, clientId: serverClientId(userId), now, actedAt: () => now }, log);
        const version = commandsByName.get(name)?.version ?? 1;
        const { outcomes } = await turn.take([{ id: turn.nextId, name, version, args, at: now.toISOString() }]);
        const outcome = outcomes[0];
        if (!outcome) throw new Error(`${name} was not taken`);
        return outcome;
      }),
  };
}

/** Nothing was committed, so the client may send the same again. */
async function unavailableIfTransient<T>(log: Log, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isTransient(error)) throw error;
    log.warn(errorFields(error), 'commands could not be taken now');
    throw new RequestError('unavailable', undefined, { 'retry-after': '1' });
  }
}

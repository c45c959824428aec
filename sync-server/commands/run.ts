// Runs commands for a device's request or for a server job. Both use the same code path, so the same rules apply.
import { setTimeout as sleep } from 'node:timers/promises';
import { commandsByName, type CommandArgs, type CommandName } from '#schema/commands.ts';
import { idFromParts, type ClientId, type UserId } from '#schema/ids.ts';
import type { PushRequest, PushResponse, WireOutcome } from '#schema/protocol/commands.ts';
import { faultOf, type Fault } from '../db/faults.ts';
import type { Pool } from '../db/pool.ts';
import { withSession } from '../db/session.ts';
import type { Clock } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import { errorFields, type Log } from '../log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { CommandBudgets } from './budgets.ts';
import { PersonQueue } from './person-queue.ts';
import { actedAt } from './skew.ts';
import { Turn, Undecided, type TurnFacts } from './turn.ts';
import { noteAttempt } from './undecided.ts';

export interface CommandRunner {
  /** Throws RequestError: signed_out, client_id_reused, out_of_order, account_full, unavailable. */
  push(userId: UserId, request: PushRequest): Promise<PushResponse>;
  /** Runs a command of the person's server client with the current time as its time of action. For jobs. */
  runAsServer<Name extends CommandName>(userId: UserId, name: Name, args: CommandArgs<Name>): Promise<WireOutcome>;
}

/**
 * The client under which the server acts for a person. A device cannot use its id, because a client id belongs to one person.
 */
export const serverClientId = (userId: UserId): ClientId => idFromParts('server client', userId) as ClientId;

/** Retries of a transaction that collided with another one, with a growing delay, before the device is asked to retry. */
const COLLISION_RETRIES = 3;
const COLLISION_WAIT_MS = 20;

export interface CommandRunnerDeps {
  pool: Pool;
  clock: Clock;
  log: Log;
  /** Applies to requests of devices; without it there are no limits. */
  budgets?: CommandBudgets;
  metrics?: Pick<Metrics, 'commands'>;
}

export function createCommandRunner({ pool, clock, log, budgets, metrics }: CommandRunnerDeps): CommandRunner {
  const queue = new PersonQueue();
  /** Runs one turn of a person, in new transactions until one commits or the commands cannot be taken now. */
  const inTurn = <T>(facts: TurnFacts, work: (turn: Turn) => Promise<T>): Promise<T> =>
    queue.run(facts.userId, async () => {
      let setAside: TurnFacts['setAside'];
      for (let collisions = 0; ;) {
        try {
          const done = await withSession(pool, async (session) => {
            const turn = await Turn.begin(session, { ...facts, ...(setAside && { setAside }) }, log);
            return { answer: await work(turn), timings: turn.timings };
          });
          metrics?.commands(done.timings);
          return done.answer;
        } catch (error) {
          const fault = error instanceof Undecided ? error.fault : faultOf(error);
          if (fault.kind === 'decided') throw error;
          if (fault.kind === 'collision' && collisions < COLLISION_RETRIES) {
            collisions += 1;
            await sleep(COLLISION_WAIT_MS * collisions * (0.5 + Math.random()));
            continue;
          }
          const nextSetAside = await commandToSetAside(facts, error);
          if (!nextSetAside || setAside) {
            if (error instanceof Undecided) metrics?.commands([{ name: error.commandName, result: 'undecided', ms: 0 }]);
            throw unavailable(log, error, fault);
          }
          setAside = nextSetAside;
        }
      }
    });

  /** The command to set aside now, if there is one. */
  async function commandToSetAside({ userId, clientId, now }: TurnFacts, error: unknown): Promise<TurnFacts['setAside']> {
    if (!(error instanceof Undecided) || error.fault.kind !== 'unexplained') return undefined;
    const { commandId, fault } = error;
    try {
      const reason = await noteAttempt(pool, { userId, clientId, commandId, state: fault.state, now });
      return reason ? { commandId, error: reason } : undefined;
    } catch (lost) {
      // If the database cannot count the attempt, it could not take the command either.
      log.warn(errorFields(lost), 'could not count a failed attempt');
      return undefined;
    }
  }

  return {
    push(userId, request) {
      // Read when the request arrives: time spent waiting for the turn is not clock skew of the device.
      const now = clock.now();
      const facts = {
        userId,
        clientId: request.clientId as ClientId,
        now,
        ...(budgets && { budgets }),
        actedAt: ({ at }: { at: string }) => actedAt(at, request.sentAt, now),
      };
      return inTurn(facts, (turn) => (request.closes ? turn.close() : turn.take(request.commands)));
    },

    runAsServer(userId, name, args) {
      const now = clock.now();
      return inTurn({ userId, clientId: serverClientId(userId), now, actedAt: () => now }, async (turn) => {
        const version = commandsByName.get(name)?.version ?? 1;
        const { outcomes } = await turn.take([{ id: turn.nextId, name, version, args, at: now.toISOString() }]);
        const outcome = outcomes[0];
        if (!outcome) throw new Error(`the command ${name} has no outcome`);
        return outcome;
      });
    },
  };
}

/** The error when nothing was committed, so the client may send the same commands again. */
function unavailable(log: Log, error: unknown, { kind }: Fault): RequestError {
  const [cause, commandId] = error instanceof Undecided ? [error.cause, error.commandId] : [error, undefined];
  // An unexplained fault does not resolve itself and needs the operator, so it is logged as an error.
  log[kind === 'unexplained' ? 'error' : 'warn'](
    { ...errorFields(cause), commandId },
    'the database could not take the commands',
  );
  return new RequestError('unavailable', undefined, { 'retry-after': '1' });
}

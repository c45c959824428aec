// Executes due entries, which commands schedule (schema/due/due.ts): runs a command for the person, or sends a notification or a mail.
// Any number of servers share one table. Invariants: one server works on an entry at a time; the claim of a server that died
// expires, and another server takes the entry; an entry that a command moved after the claim is left unchanged.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandsByName, type CommandArgs, type CommandName } from '#schema/commands.ts';
import { isNoticeKind, type Notice } from '#schema/due/notices.ts';
import type { UserId } from '#schema/ids.ts';
import { ACCOUNT_MAIL, sendAccountMail } from '../auth/account-mails.ts';
import type { Mailer } from '../auth/mailer.ts';
import type { CommandRunner } from '../commands/run.ts';
import { errorFields } from '../log.ts';
import { deliverNotice, type DeliveryDeps } from '../push/deliver.ts';

/** Longer than one batch can take: sending waits for push services, at most ten seconds each. */
const CLAIM_MS = 2 * 60_000;
const BATCH = 32;
const AT_ONCE = 8;
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 10 * 60_000;
/** The longest delay for an entry that is written while this server waits; known entries are executed at their exact time. */
const LOOK_EVERY_MS = 2_000;
const SHORTEST_WAIT_MS = 20;
/** The pause after an error of the database. */
const PAUSE_MS = 5_000;

export interface DueDeps extends DeliveryDeps {
  runner: CommandRunner;
  mailer: Pick<Mailer, 'sendNotice'>;
  /** The app's address, without a trailing slash. */
  appUrl: () => string;
}

interface ClaimedEntry {
  user_id: UserId;
  kind: string;
  key: string;
  due_at: Date;
  command: string | null;
  args: Record<string, string> | null;
  notice: Notice | null;
  attempts: number;
  claim: string;
  sent_to: string[];
}

/**
 * Claims the due entries and executes them. Returns the number of claimed entries; a failed entry does not hold up the others.
 */
export async function runDue(deps: DueDeps): Promise<number> {
  const claimed = await claimDue(deps);
  const waiting = [...claimed];
  const work = async () => {
    for (let entry = waiting.shift(); entry; entry = waiting.shift()) await handle(deps, entry);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return claimed.length;
}

async function claimDue({ pool, clock }: DueDeps): Promise<ClaimedEntry[]> {
  const now = clock.now();
  const { rows } = await pool.query<ClaimedEntry>(
    `with mine as (
       select user_id, kind, key from due
        where due_at <= $1 and (claimed_until is null or claimed_until <= $1)
        order by due_at, user_id, kind, key limit $2 for update skip locked
     )
     update due set claim = $3, claimed_until = $4, attempts = due.attempts + 1
       from mine where (due.user_id, due.kind, due.key) = (mine.user_id, mine.kind, mine.key)
     returning due.user_id, due.kind, due.key, due_at, command, args, notice, attempts, claim, sent_to`,
    [now, BATCH, randomUUID(), new Date(now.getTime() + CLAIM_MS)],
  );
  return rows;
}

async function handle(deps: DueDeps, entry: ClaimedEntry): Promise<void> {
  const { log, clock } = deps;
  try {
    if (entry.command !== null) {
      await runCommand(deps, entry, entry.command);
      await finish(deps, entry);
    } else if (entry.kind === ACCOUNT_MAIL) {
      await sendAccountMail(deps, entry.user_id, entry.args ?? {});
      await finish(deps, entry);
    } else if (entry.notice === null || !isNoticeKind(entry.kind)) {
      // The entry was written by a newer server. This server retries it after its own update.
      await release(deps, entry, new Date(clock.now().getTime() + LONGEST_RETRY_MS));
    } else {
      await notify(deps, entry, { kind: entry.kind, notice: entry.notice });
    }
  } catch (error) {
    const again = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (entry.attempts - 1));
    log.warn({ ...errorFields(error), kind: entry.kind, key: entry.key }, 'a due entry failed');
    // If the database itself is unreachable, the claim expires by itself.
    await release(deps, entry, new Date(clock.now().getTime() + again)).catch(() => undefined);
  }
}

async function runCommand({ runner, log }: DueDeps, { user_id, args }: ClaimedEntry, name: string): Promise<void> {
  if (!commandsByName.has(name)) throw new Error(`there is no command ${name}`);
  const outcome = await runner.runAsServer(user_id, name as CommandName, args as CommandArgs<CommandName>);
  if (outcome.status !== 'applied') {
    const code = outcome.status === 'rejected' ? outcome.error.code : outcome.status;
    log.warn({ command: name, userId: user_id, code }, 'a due command was rejected');
  }
}

async function notify(
  deps: DueDeps,
  entry: ClaimedEntry,
  { kind, notice }: Pick<Parameters<typeof deliverNotice>[1], 'kind' | 'notice'>,
): Promise<void> {
  const { user_id: userId, due_at: dueAt, attempts, sent_to: sentTo } = entry;
  const outcome = await deliverNotice(deps, { userId, kind, notice, dueAt, attempts, sentTo });
  if (outcome.kind === 'done') await finish(deps, entry);
  else if (outcome.kind === 'again') await release(deps, entry, outcome.at, outcome.sentTo);
  else await delay(deps, entry, outcome.until);
}

const IS_STILL_MINE = 'where user_id = $1 and kind = $2 and key = $3 and claim = $4';
const mine = ({ user_id, kind, key, claim }: ClaimedEntry) => [user_id, kind, key, claim];

async function finish({ pool }: DueDeps, entry: ClaimedEntry): Promise<void> {
  await pool.query(`delete from due ${IS_STILL_MINE}`, mine(entry));
}

/** Gives the entry back; no server claims it before `until`. */
async function release(
  { pool }: DueDeps,
  entry: ClaimedEntry,
  until: Date,
  sentTo = entry.sent_to as readonly string[],
): Promise<void> {
  await pool.query(`update due set claim = null, claimed_until = $5, sent_to = $6 ${IS_STILL_MINE}`, [
    ...mine(entry),
    until,
    JSON.stringify(sentTo),
  ]);
}

async function delay({ pool }: DueDeps, entry: ClaimedEntry, until: Date): Promise<void> {
  await pool.query(`update due set claim = null, claimed_until = null, attempts = 0, due_at = $5 ${IS_STILL_MINE}`, [
    ...mine(entry),
    until,
  ]);
}

/**
 * Executes due entries until stopped. Not a job of pg-boss, whose schedules have a resolution of a minute and whose workers
 * poll: the end of a timer is sent within its second, by one query every two seconds.
 */
export function startDue(deps: DueDeps): { stop(): Promise<void> } {
  const stopped = new AbortController();
  const { signal } = stopped;
  const rest = (ms: number) => sleep(ms, undefined, { signal }).catch(() => undefined);
  const work = async () => {
    while (!signal.aborted) {
      try {
        const count = await runDue(deps);
        if (count < BATCH) await rest(await waitMs(deps));
      } catch (error) {
        deps.log.warn(errorFields(error), 'could not read the due entries');
        await rest(PAUSE_MS);
      }
    }
  };
  const working = work();
  return {
    async stop() {
      stopped.abort();
      await working;
    },
  };
}

async function waitMs({ pool, clock }: DueDeps): Promise<number> {
  const now = clock.now();
  const { rows } = await pool.query<{ due_at: Date }>('select due_at from due where due_at > $1 order by due_at limit 1', [now]);
  const untilNext = rows[0] ? rows[0].due_at.getTime() - clock.now().getTime() : LOOK_EVERY_MS;
  return Math.min(LOOK_EVERY_MS, Math.max(SHORTEST_WAIT_MS, untilNext));
}

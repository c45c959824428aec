// Sends a due notification to all browsers of its person, according to the person's settings, and remembers which browsers
// received it.
import { noticeRuleOf, noticeTag, planNotice, type Notice, type NoticeKind } from '#schema/due/notices.ts';
import { readSettings, type Settings } from '#schema/settings/rules.ts';
import type { UserId } from '#schema/ids.ts';
import type { PushPayload } from '#schema/protocol/push.ts';
import type { Pool } from '../db/pool.ts';
import type { Clock } from '../http/context.ts';
import type { Log } from '../log.ts';
import type { PushSender } from './send.ts';
import type { PushSubscriptionRow, PushSubscriptions } from './subscriptions.ts';

/** The first delay, doubled with each attempt. */
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 10 * 60_000;

export interface NoticeDelivery {
  userId: UserId;
  kind: NoticeKind;
  notice: Notice;
  dueAt: Date;
  attempts: number;
  /** Ids of subscriptions that already received it. */
  sentTo: readonly string[];
}

export type DeliveryOutcome =
  | { kind: 'done' }
  | { kind: 'delayed'; until: Date }
  | { kind: 'again'; at: Date; sentTo: readonly string[] };

export interface DeliveryDeps {
  pool: Pool;
  clock: Clock;
  log: Log;
  sender: PushSender;
  subscriptions: PushSubscriptions;
}

export async function deliverNotice(deps: DeliveryDeps, delivery: NoticeDelivery): Promise<DeliveryOutcome> {
  const { clock, subscriptions } = deps;
  const { userId, kind, dueAt, notice } = delivery;
  const [settings, browsers] = await Promise.all([settingsOf(deps.pool, userId), subscriptions.ofPerson(userId)]);
  if (browsers.length === 0) return { kind: 'done' };
  const now = clock.now();
  const plan = planNotice({ kind, dueAt, now }, settings, zoneOf(settings, browsers));
  if (plan.kind === 'delay') return { kind: 'delayed', until: plan.until };
  if (plan.kind === 'drop') return { kind: 'done' };

  const payload = JSON.stringify({ ...notice, tag: noticeTag(kind) } satisfies PushPayload);
  const message = { payload, ttlSeconds: plan.ttlSeconds, urgency: noticeRuleOf(kind).urgency, topic: kind };
  const waiting = browsers.filter(({ id }) => !delivery.sentTo.includes(id));
  const tries = await Promise.all(waiting.map(async (browser) => ({ browser, ...(await sendTo(deps, browser, message)) })));
  const failed = tries.filter(({ isDone }) => !isDone);
  if (failed.length === 0) return { kind: 'done' };
  const backoffMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (delivery.attempts - 1));
  const askedMs = Math.max(...failed.map(({ retryAfterMs }) => retryAfterMs));
  const isDoneBy = tries.filter(({ isDone }) => isDone).map(({ browser }) => browser.id);
  return { kind: 'again', at: new Date(now.getTime() + Math.max(backoffMs, askedMs)), sentTo: [...delivery.sentTo, ...isDoneBy] };
}

async function sendTo(
  { log, sender, subscriptions }: DeliveryDeps,
  browser: PushSubscriptionRow,
  message: Parameters<PushSender['send']>[1],
): Promise<{ isDone: boolean; retryAfterMs: number }> {
  const done = { isDone: true, retryAfterMs: 0 };
  const result = await sender.send(browser, message);
  if (result.kind === 'sent') await subscriptions.noteSuccess(browser.id);
  else if (result.kind === 'gone') await subscriptions.forget(browser.id);
  else {
    log.warn({ subscriptionId: browser.id, reason: result.reason }, 'a push service did not accept a notification');
    await subscriptions.noteFailure(browser.id, result.reason);
    if (result.kind === 'failed') return { isDone: false, retryAfterMs: (result.retryAfterSeconds ?? 0) * 1_000 };
  }
  return done;
}

/** The time zone from the person's settings, else that of the browser seen last. */
const zoneOf = ({ timeZone }: Settings, [latest]: readonly PushSubscriptionRow[]): string =>
  timeZone === 'auto' ? (latest?.time_zone ?? 'UTC') : timeZone;

async function settingsOf(pool: Pool, userId: UserId): Promise<Settings> {
  const { rows } = await pool.query<{ key: string; value: unknown }>(
    'select key, value from user_settings where user_id = $1 order by key',
    [userId],
  );
  return readSettings(rows);
}

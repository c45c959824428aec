// The kinds of notifications that the server sends at their time, and the rules when one may be sent. Pure: a device applies
// the rules to its own notifications too. A new kind is one entry in `noticeRules` and its text in the settings.

const MINUTE_MS = 60_000;
const MINUTES_PER_DAY = 24 * 60;

interface NoticeRule {
  /** `drop`: useless later, like the end of a timer. `delay`: sent when quiet hours end, like a reminder. */
  inQuietHours: 'drop' | 'delay';
  /**
   * How long after its time a notification may still be sent. After a longer outage of the server or push service it is
   * dropped.
   */
  newsForMs: number;
  /** Urgency of the Web Push protocol (RFC 8030, 5.3): `high` also wakes a phone in battery-saver mode. */
  urgency: 'normal' | 'high';
}

const noticeRules = {
  focus_end: { inQuietHours: 'drop', newsForMs: 10 * MINUTE_MS, urgency: 'high' },
  habit_reminder: { inQuietHours: 'delay', newsForMs: 6 * 60 * MINUTE_MS, urgency: 'normal' },
  event_reminder: { inQuietHours: 'delay', newsForMs: 2 * 60 * MINUTE_MS, urgency: 'high' },
  rest_end: { inQuietHours: 'drop', newsForMs: 2 * MINUTE_MS, urgency: 'high' },
} as const satisfies Record<string, NoticeRule>;

export type NoticeKind = keyof typeof noticeRules;

export const noticeKinds = Object.keys(noticeRules) as NoticeKind[];

export const isNoticeKind = (kind: unknown): kind is NoticeKind => typeof kind === 'string' && Object.hasOwn(noticeRules, kind);

export const noticeRuleOf = (kind: NoticeKind): NoticeRule => noticeRules[kind];

/** A later notification with the same tag replaces this one, whether the page or a push showed it. */
export const noticeTag = (kind: NoticeKind): string => `cadence-${kind}`;

/** The text of a notification, and the page that a click on it opens. */
export interface Notice {
  title: string;
  body: string;
  url: string;
}

/** Local time of day in minutes, 0 to 1439. `from` after `to` spans midnight; `from` = `to` is empty. */
export interface QuietHours {
  isOn: boolean;
  from: number;
  to: number;
}

export interface NoticeSettings {
  notifications: boolean;
  /** Kinds that the person has muted. Kinds added later are not muted. */
  mutedNotices: readonly string[];
  quietHours: QuietHours;
}

export type NoticePlan =
  | { kind: 'send'; ttlSeconds: number }
  | { kind: 'drop'; reason: 'off' | 'muted' | 'too late' | 'quiet hours' }
  | { kind: 'delay'; until: Date };

export interface DueNotice {
  kind: NoticeKind;
  dueAt: Date;
  now: Date;
}

/** Decides what happens to a notification now. `zone` is the person's IANA zone; an unknown zone is treated as UTC. */
export function planNotice({ kind, dueAt, now }: DueNotice, settings: NoticeSettings, zone: string): NoticePlan {
  return planByRule(noticeRules[kind], { dueAt, now, isMuted: settings.mutedNotices.includes(kind) }, settings, zone);
}

/** `planNotice` for any rule. */
export function planByRule(
  rule: NoticeRule,
  { dueAt, now, isMuted }: { dueAt: Date; now: Date; isMuted: boolean },
  settings: NoticeSettings,
  zone: string,
): NoticePlan {
  if (!settings.notifications) return { kind: 'drop', reason: 'off' };
  if (isMuted) return { kind: 'drop', reason: 'muted' };
  const newsLeftMs = dueAt.getTime() + rule.newsForMs - now.getTime();
  if (newsLeftMs <= 0) return { kind: 'drop', reason: 'too late' };
  const until = quietUntil(now, settings.quietHours, zone);
  if (until === null) return { kind: 'send', ttlSeconds: Math.ceil(newsLeftMs / 1_000) };
  return rule.inQuietHours === 'drop' ? { kind: 'drop', reason: 'quiet hours' } : { kind: 'delay', until };
}

/** The end of the quiet hours that apply at `at`; null outside quiet hours. */
export function quietUntil(at: Date, { isOn, from, to }: QuietHours, zone: string): Date | null {
  if (!isOn || from === to) return null;
  const minute = minuteOfDay(at, zone);
  const isQuiet = from < to ? minute >= from && minute < to : minute >= from || minute < to;
  if (!isQuiet) return null;
  const startOfMinute = at.getTime() - (at.getTime() % MINUTE_MS);
  const end = startOfMinute + ((to - minute + MINUTES_PER_DAY) % MINUTES_PER_DAY) * MINUTE_MS;
  // When summer time begins or ends in between, the end is at the local clock's time, not after the number of minutes.
  const offBy = ((minuteOfDay(new Date(end), zone) - to + 1.5 * MINUTES_PER_DAY) % MINUTES_PER_DAY) - MINUTES_PER_DAY / 2;
  return new Date(end - offBy * MINUTE_MS);
}

function minuteOfDay(at: Date, zone: string): number {
  const parts = timeFormat(zone).formatToParts(at);
  const partOf = (type: 'hour' | 'minute') => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return partOf('hour') * 60 + partOf('minute');
}

function timeFormat(timeZone: string): Intl.DateTimeFormat {
  const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', numberingSystem: 'latn' } as const;
  try {
    return new Intl.DateTimeFormat('en-US', { ...options, timeZone });
  } catch {
    return new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' });
  }
}

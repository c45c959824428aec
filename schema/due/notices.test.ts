// When a notification may be sent: outside quiet hours in the person's zone, and while it is still news.
import { describe, expect, test } from 'vitest';
import { isNoticeKind, planByRule, planNotice, quietUntil, type NoticeSettings } from './notices.ts';

const NIGHT = { isOn: true, from: 22 * 60, to: 7 * 60 };
const wanted: NoticeSettings = { notifications: true, mutedNotices: [], quietHours: { ...NIGHT, isOn: false } };
const at = (text: string) => new Date(text);

describe('quiet hours', () => {
  test.each([
    ['2026-11-26T21:59:59Z', null],
    ['2026-11-26T22:00:00Z', '2026-11-27T07:00:00.000Z'],
    ['2026-11-27T02:30:40Z', '2026-11-27T07:00:00.000Z'],
    ['2026-11-27T06:59:59Z', '2026-11-27T07:00:00.000Z'],
    ['2026-11-27T07:00:00Z', null],
  ])('that span midnight hold at %s until %s', (moment, until) => {
    expect(quietUntil(at(moment), NIGHT, 'UTC')?.toISOString() ?? null).toBe(until);
  });

  test('within one day apply only between their ends', () => {
    const lunch = { isOn: true, from: 12 * 60, to: 13 * 60 + 30 };
    expect(quietUntil(at('2026-11-26T11:59:00Z'), lunch, 'UTC')).toBeNull();
    expect(quietUntil(at('2026-11-26T12:15:00Z'), lunch, 'UTC')).toEqual(at('2026-11-26T13:30:00Z'));
    expect(quietUntil(at('2026-11-26T23:00:00Z'), lunch, 'UTC')).toBeNull();
  });

  test('are in the person’s zone, wherever the server is', () => {
    expect(quietUntil(at('2026-11-26T13:30:00Z'), NIGHT, 'Asia/Tokyo')).toEqual(at('2026-11-26T22:00:00Z'));
    expect(quietUntil(at('2026-11-26T13:30:00Z'), NIGHT, 'America/New_York')).toBeNull();
    expect(quietUntil(at('2026-11-26T22:30:00Z'), NIGHT, 'Nowhere/At_All')).toEqual(at('2026-11-27T07:00:00Z'));
  });

  test('end by the local clock in a night in which summer time begins or ends', () => {
    expect(quietUntil(at('2026-03-28T22:00:00Z'), NIGHT, 'Europe/Berlin')).toEqual(at('2026-03-29T05:00:00Z'));
    expect(quietUntil(at('2026-10-24T22:00:00Z'), NIGHT, 'Europe/Berlin')).toEqual(at('2026-10-25T06:00:00Z'));
  });

  test('that are off or empty never apply', () => {
    expect(quietUntil(at('2026-11-26T23:00:00Z'), { ...NIGHT, isOn: false }, 'UTC')).toBeNull();
    expect(quietUntil(at('2026-11-26T22:00:00Z'), { isOn: true, from: 600, to: 600 }, 'UTC')).toBeNull();
  });
});

describe('a notification', () => {
  const dueAt = at('2026-11-26T22:30:00Z');
  const due = { kind: 'focus_end', dueAt, now: at('2026-11-26T22:30:02Z') } as const;

  test('is sent for as long as it is news', () => {
    expect(planNotice(due, wanted, 'UTC')).toEqual({ kind: 'send', ttlSeconds: 598 });
    expect(planNotice({ ...due, now: at('2026-11-26T22:40:00Z') }, wanted, 'UTC')).toEqual({ kind: 'drop', reason: 'too late' });
    expect(planNotice({ ...due, kind: 'rest_end', now: at('2026-11-26T22:32:00Z') }, wanted, 'UTC').kind).toBe('drop');
  });

  test('is dropped when the person has muted all notifications or its kind', () => {
    expect(planNotice(due, { ...wanted, notifications: false }, 'UTC')).toEqual({ kind: 'drop', reason: 'off' });
    expect(planNotice(due, { ...wanted, mutedNotices: ['focus_end'] }, 'UTC')).toEqual({ kind: 'drop', reason: 'muted' });
    expect(planNotice(due, { ...wanted, mutedNotices: ['rest_end'] }, 'UTC').kind).toBe('send');
  });

  test('of a timer is dropped in quiet hours; a reminder is delayed until they end', () => {
    const quiet = { ...wanted, quietHours: NIGHT };
    expect(planNotice(due, quiet, 'UTC')).toEqual({ kind: 'drop', reason: 'quiet hours' });
    const reminder = { inQuietHours: 'delay', newsForMs: 3_600_000, urgency: 'normal' } as const;
    expect(planByRule(reminder, { ...due, isMuted: false }, quiet, 'UTC')).toEqual({
      kind: 'delay',
      until: at('2026-11-27T07:00:00Z'),
    });
  });

  test('has a kind from the list; `toString` and other inherited names are no kinds', () => {
    expect(isNoticeKind('rest_end')).toBe(true);
    expect(isNoticeKind('toString')).toBe(false);
    expect(isNoticeKind(7)).toBe(false);
  });
});

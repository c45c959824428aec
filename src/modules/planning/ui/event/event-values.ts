// Between a form's values and the arguments of the commands of events.
import { addDays } from '#schema/day.ts';
import { readRule, ruleWeekday, untilOf, partsOf } from '#schema/planning/rules/recurrence.ts';
import { startWall, zoneOf, type SeriesTime } from '#schema/planning/rules/series.ts';
import { fullWall, instantToWall, shiftWall, wallToMs } from '#schema/planning/rules/walls.ts';
import type { EventDetails } from '../../queries.ts';
import { strings } from '../../strings.ts';
import type { LinkKind } from '#schema/planning/rules/limits.ts';

export type RuleChoice = keyof typeof strings.form.rules;
export type LinkChoice = LinkKind | 'none';

export type EventValues = {
  title: string;
  isAllDay: boolean;
  startDay: string;
  startTime: string;
  endDay: string;
  endTime: string;
  repeat: RuleChoice;
  customRule: string;
  until: string | null;
  reminders: string[];
  link: LinkChoice;
  linkId: string | null;
  location: string;
  notes: string;
  color: string;
  zone: string;
};

export interface NewEvent {
  title?: string;
  start: string;
  end: string;
  isAllDay: boolean;
  rule?: string | null;
  location?: string | null;
  reminder?: number | null;
  link?: LinkKind | null;
}

const NTH = ['1', '2', '3', '4', '-1'];

/** The rule of a choice for an event that starts on a day. */
export function ruleOf(
  { repeat, customRule, until }: Pick<EventValues, 'repeat' | 'customRule' | 'until'>,
  day: string,
): string | null {
  const nth = Math.ceil(Number(day.slice(8)) / 7);
  const plain = {
    none: null,
    daily: 'FREQ=DAILY',
    weekly: `FREQ=WEEKLY;BYDAY=${ruleWeekday(day)}`,
    weekdays: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    biweekly: `FREQ=WEEKLY;INTERVAL=2;BYDAY=${ruleWeekday(day)}`,
    monthly: 'FREQ=MONTHLY',
    nth: `FREQ=MONTHLY;BYDAY=${NTH[nth - 1]}${ruleWeekday(day)}`,
    yearly: 'FREQ=YEARLY',
    custom:
      customRule
        .trim()
        .toUpperCase()
        .replace(/^RRULE:/, '') || null,
  }[repeat];
  return plain === null || until === null || repeat === 'custom' ? plain : `${plain};UNTIL=${until.replaceAll('-', '')}T235959`;
}

function choiceOf(rule: string | null, day: string): Pick<EventValues, 'repeat' | 'customRule' | 'until'> {
  const until = rule === null ? null : (untilOf(partsOf(rule))?.slice(0, 10) ?? null);
  if (rule === null) return { repeat: 'none', customRule: '', until: null };
  const bare = rule.replace(/;?UNTIL=[^;]*/, '');
  const same = (Object.keys(strings.form.rules) as RuleChoice[]).find(
    (repeat) => repeat !== 'custom' && ruleOf({ repeat, customRule: '', until: null }, day) === bare,
  );
  // "Every week" typed without its weekday means the weekday of the start.
  const repeat = same ?? (bare === 'FREQ=WEEKLY' ? 'weekly' : bare === 'FREQ=WEEKLY;INTERVAL=2' ? 'biweekly' : 'custom');
  return repeat === 'custom' ? { repeat, customRule: rule, until: null } : { repeat, customRule: '', until };
}

export function newValues(
  { title = '', start, end, isAllDay, rule = null, location = null, reminder = null, link = null }: NewEvent,
  zone: string,
): EventValues {
  const day = start.slice(0, 10);
  return {
    title,
    isAllDay,
    startDay: day,
    startTime: isAllDay ? '09:00' : start.slice(11, 16),
    endDay: isAllDay ? addDays(end.slice(0, 10), -1) : end.slice(0, 10),
    endTime: isAllDay ? '10:00' : end.slice(11, 16),
    ...choiceOf(rule, day),
    reminders: reminder === null ? [] : [String(reminder)],
    link: link ?? 'none',
    linkId: null,
    location: location ?? '',
    notes: '',
    color: 'none',
    zone,
  };
}

/** `time`: of the occurrence that the form is about; null for an event that does not repeat. */
export function valuesOf(event: EventDetails, time: Pick<SeriesTime, 'start' | 'end'>, rule: string | null): EventValues {
  const zone = zoneOf(event);
  const [start, end] = [instantToWall(time.start, zone), instantToWall(time.end, zone)];
  return {
    ...newValues({ title: event.title, start, end, isAllDay: event.all_day, location: event.location }, event.timezone),
    ...choiceOf(rule, rule === null ? start.slice(0, 10) : startWall(event).slice(0, 10)),
    reminders: event.reminders.map(String),
    link: (event.linked_kind ?? 'none') as LinkChoice,
    linkId: event.linked_id,
    notes: event.description ?? '',
    color: event.color ?? 'none',
  };
}

const wallAt = (day: string, time: string): string => fullWall(`${day}T${time}`);

export const startOf = (values: EventValues): string =>
  values.isAllDay ? `${values.startDay}T00:00:00` : wallAt(values.startDay, values.startTime);
const endOf = (values: EventValues): string =>
  values.isAllDay ? `${addDays(values.endDay, 1)}T00:00:00` : wallAt(values.endDay, values.endTime);

export const valuesToArgs = (values: EventValues) => ({
  title: values.title.trim(),
  start: startOf(values),
  end: endOf(values),
  allDay: values.isAllDay,
  zone: values.zone,
  rule: ruleOf(values, values.startDay),
  reminders: values.reminders.map(Number),
  link: values.link === 'none' ? null : { kind: values.link, id: values.linkId },
  location: values.location.trim() || null,
  description: values.notes.trim() || null,
  color: values.color === 'none' ? null : values.color,
});

export function faultsOf(values: EventValues) {
  const words = strings.form;
  const isTime = (text: string): boolean => /^\d{2}:\d{2}/.test(text);
  const isBad = !values.isAllDay && (!isTime(values.startTime) || !isTime(values.endTime));
  const isBefore = !isBad && endOf(values) < startOf(values);
  const custom = values.repeat === 'custom' ? readRule(values.customRule) : null;
  return {
    ...(values.title.trim() === '' && { title: words.needName }),
    ...(isBad && { startTime: words.badTime }),
    ...(isBefore && { endDay: words.endsBefore }),
    ...(custom && 'problem' in custom && { customRule: words.badRule }),
  };
}

/** The end follows the start, so that the length stays. */
export function movedStart(values: EventValues, change: { startDay?: string; startTime?: string }): Partial<EventValues> {
  const after = { ...values, ...change };
  if (!/^\d{2}:\d{2}/.test(after.startTime)) return change;
  const by = wallToMs(startOf(after)) - wallToMs(startOf(values));
  const end = shiftWall(endOf(values), by);
  return values.isAllDay
    ? { ...change, endDay: addDays(end.slice(0, 10), -1) }
    : { ...change, endDay: end.slice(0, 10), endTime: end.slice(11, 16) };
}

import { expect, test } from 'vitest';
import { readTyped } from './typed.ts';

// A Friday.
const NOW = '2026-11-27T09:40:00';
const read = (typed: string): string => {
  const event = readTyped(typed, NOW);
  if (!event) return 'nothing';
  const { title, start, end, isAllDay, rule, location, reminder, link } = event;
  const times = isAllDay ? `${start.slice(0, 10)}..${end.slice(0, 10)}` : `${start.slice(0, 16)}-${end.slice(11, 16)}`;
  return [title, times, rule, location && `@${location}`, reminder && `!${reminder}`, link && `>${link}`]
    .filter(Boolean)
    .join(' | ');
};

test.each([
  ['run tomorrow 7 for 45m weekly', 'run | 2026-11-28T07:00-07:45 | FREQ=WEEKLY'],
  ['dentist 5 May 14:30-15:15 @Berlin', 'dentist | 2027-05-05T14:30-15:15 | @Berlin'],
  ['lunch with Ann 1pm', 'lunch with Ann | 2026-11-27T13:00-14:00'],
  ['lunch at 1', 'lunch | 2026-11-27T13:00-14:00'],
  ['standup every weekday at 9:15 for 15 min', 'standup | 2026-11-27T09:15-09:30 | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
  ['gym every mon, wed and fri 18:00 for 1h30', 'gym | 2026-11-27T18:00-19:30 | FREQ=WEEKLY;BYDAY=MO,WE,FR | >workout'],
  ['holiday 3 Aug for 5 days', 'holiday | 2027-08-03..2027-08-08'],
  ['birthday of Jo march 3 yearly', 'birthday of Jo | 2027-03-03..2027-03-04 | FREQ=YEARLY'],
  ['deep work next tuesday 9-11:30', 'deep work | 2026-12-01T09:00-11:30 | >focus'],
  ['call 8 remind me 10 min before tomorrow', 'call | 2026-11-28T08:00-09:00 | !10'],
  ['read chapter 7', 'read chapter 7 | 2026-11-27T10:00-11:00 | >book'],
  ['water plants every 2 weeks 6 times', 'water plants | 2026-11-27..2026-11-28 | FREQ=WEEKLY;INTERVAL=2;COUNT=6'],
  ['class every tuesday 6pm until 15 dec', 'class | 2026-12-01T18:00-19:00 | FREQ=WEEKLY;BYDAY=TU;UNTIL=20261215T235959'],
  ['meet 2026-12-24 noon', 'meet | 2026-12-24T12:00-13:00'],
  ['shift 22:00-6:00', 'shift | 2026-11-27T22:00-06:00'],
  ['tax all day 31.1.', 'tax | 2027-01-31..2027-02-01'],
  ['   ', 'nothing'],
])('“%s”', (typed, expected) => {
  expect(read(typed)).toBe(expected);
});

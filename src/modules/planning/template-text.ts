// The items of a template as lines of text: "Mon 9:00 Deep work 90m" is an event on Monday, "Write 30m" a line of the plan.
import type { TemplateItem } from '#schema/planning/rules/day-plan.ts';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const LINE =
  /^(?:(mon|tue|wed|thu|fri|sat|sun)[a-z]*\s+)?(?:(\d{1,2}):(\d{2})\s+)?(.*?)(?:\s+(?:(\d{1,2})h)?\s*(?:(\d{1,4})m)?)?$/i;

export function linesToItems(text: string): TemplateItem[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .flatMap((line) => {
      const [, day, hour, minute, title = '', hours, minutes] = LINE.exec(line) ?? [];
      if (title === '') return [];
      const at = hour === undefined ? null : Math.min(1_439, Number(hour) * 60 + Number(minute));
      const length = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
      return [
        {
          title: title.slice(0, 300),
          kind: 'line' as const,
          minutes: length === 0 ? null : Math.min(1_440, length),
          at,
          day: day === undefined ? 0 : DAYS.findIndex((one) => one.toLowerCase() === day.toLowerCase()),
          isEvent: at !== null,
        },
      ];
    });
}

export const itemsToLines = (items: readonly TemplateItem[], isWeek: boolean): string =>
  items
    .map(({ title, minutes, at, day }) =>
      [
        isWeek ? DAYS[day] : null,
        at === null ? null : `${Math.floor(at / 60)}:${String(at % 60).padStart(2, '0')}`,
        title,
        minutes === null ? null : `${minutes}m`,
      ]
        .filter((part) => part != null)
        .join(' '),
    )
    .join('\n');

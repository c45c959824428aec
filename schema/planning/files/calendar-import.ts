// The import of events: what becomes of each event of a calendar file, what is here already, and the groups that the command takes.
import type { DomainImport, RowError } from '../../files/format.ts';
import { groupsOf } from '../../files/groups.ts';
import type { ImportedEvent } from '../commands/import.ts';
import { planningLimits } from '../rules/limits.ts';
import { icsFormat, type CalendarFile, type FileEvent } from './ics.ts';

const GROUP_BYTES = 200 * 1024;
/** The name under which imported events are known again. */
export const ICS_SOURCE = 'ics';

export interface CalendarFacts {
  /** UIDs of events that an import brought. */
  known: readonly string[];
}

export interface FoundEvent {
  key: string;
  title: string;
  /** Walls of the event's zone. */
  start: string;
  end: string;
  isAllDay: boolean;
  zone: string;
  rule: string | null;
  /** Occurrences that differ from the rule. */
  changed: number;
  excluded: number;
  isKnown: boolean;
}

export interface CalendarPreview {
  name: string | null;
  events: FoundEvent[];
  errors: RowError[];
  notices: RowError[];
}

export interface CalendarChoices {
  leftOut: string[];
}

export interface CalendarItem {
  event: ImportedEvent;
}

export const calendarImport: DomainImport<CalendarFile, object, CalendarFacts, CalendarPreview, CalendarChoices, CalendarItem> = {
  formats: [icsFormat],
  prepare({ records, errors, notices, name }, { known }) {
    const isHere = new Set(known);
    const taken = records.filter(({ isCancelled }) => !isCancelled);
    const cancelled = records
      .filter(({ isCancelled }) => isCancelled)
      .map(({ line, title }) => ({ line, text: `“${title}” is cancelled and is left out.` }));
    return {
      preview: {
        name,
        errors,
        notices: [...notices, ...cancelled].toSorted((a, b) => a.line - b.line),
        events: taken.map(({ uid, title, start, end, allDay, zone, rule, overrides, excluded }) => ({
          key: uid,
          title,
          start,
          end,
          isAllDay: allDay,
          zone,
          rule,
          changed: overrides.length,
          excluded: excluded.length,
          isKnown: isHere.has(uid),
        })),
      },
      plan: ({ leftOut }) =>
        groupsOf(
          taken.filter(({ uid }) => !isHere.has(uid) && !leftOut.includes(uid)).map((event) => ({ event: eventOf(event) })),
          {
            maxItems: 100,
            maxBytes: GROUP_BYTES,
            rows: { of: ({ event }) => 1 + event.overrides.length, max: planningLimits.rows },
            goesAlone: () => false,
          },
        ),
    };
  },
};

function eventOf({ uid, rule, excluded, extra, overrides, ...content }: FileEvent): ImportedEvent {
  return {
    ...contentOf(content),
    uid,
    rule,
    excluded,
    extra,
    overrides: overrides
      .slice(0, planningLimits.rows - 1)
      .map(({ key, isCancelled, ...override }) => ({ ...contentOf(override), key, isCancelled })),
  };
}

const contentOf = ({
  title,
  description,
  location,
  reminders,
  start,
  end,
  allDay,
  zone,
}: Omit<FileEvent, 'uid' | 'line' | 'rule' | 'excluded' | 'extra' | 'overrides' | 'isCancelled'>) => ({
  title,
  description,
  location,
  reminders,
  start,
  end,
  allDay,
  zone,
});

// The import of habits: what of a file is here already, which habit each name becomes, and the groups that the command takes.
import { chunksOf } from '../../chunks.ts';
import { latestDay } from '../../day.ts';
import type { DomainImport, RowError } from '../../files/format.ts';
import { groupsOf } from '../../files/groups.ts';
import type { ImportedHabit } from '../commands/import.ts';
import { habitLimits, scheduleProblem, type HabitRule } from '../rules/habit.ts';
import type { FileHabit, FilePause, HabitFile, HabitSource } from './habit-file.ts';
import { habitBullFormat } from './habitbull.ts';
import { loopFormat } from './loop.ts';
import { ownFormat } from './own-file.ts';
import { tickmateFormat } from './tickmate.ts';

const GROUP_BYTES = 200 * 1024;

export interface KnownHabit {
  id: string;
  name: string;
  /** Of an imported habit: where it came from. */
  source: string | null;
  sourceKey: string | null;
  /** Days that have an entry. */
  days: readonly string[];
}

type KnownPause = Pick<FilePause, 'from' | 'to'> & { habitId: string | null };

export interface HabitFacts {
  habits: KnownHabit[];
  pauses: readonly KnownPause[];
}

export interface FoundHabit {
  key: string;
  name: string;
  rule: HabitRule;
  unit: string | null;
  days: number;
  /** Days that have no entry yet. */
  freshDays: number;
  /** Pauses that are not here yet. */
  freshPauses: number;
  /** Of `days`, the first and the last. */
  span: { from: string; to: string } | null;
  /** The habit that takes the days, unless the person wants a new one. */
  known: { id: string; name: string } | null;
}

export interface HabitPreview {
  source: HabitSource;
  habits: FoundHabit[];
  errors: RowError[];
  notices: RowError[];
}

export interface HabitChoices {
  /** Keys of habits to leave out. */
  leftOut: string[];
}

/** A habit, or a part of its days: no command takes more than a thousand. */
export interface HabitItem {
  source: HabitSource;
  habit: ImportedHabit;
}

export const habitImport: DomainImport<HabitFile, object, HabitFacts, HabitPreview, HabitChoices, HabitItem> = {
  formats: [ownFormat, loopFormat, habitBullFormat, tickmateFormat],
  prepare({ source, records, errors, notices: read }, facts, { now }) {
    const { habits, notices: ahead } = withoutFuture(records, latestDay(now));
    const found = habits.map((habit) => ({ habit, known: knownHabit(habit, source, facts.habits) }));
    const notices = [...read, ...ahead];
    return {
      preview: {
        source,
        errors,
        notices,
        habits: found.map(({ habit, known }) => ({
          key: habit.key,
          name: habit.name,
          rule: habit,
          unit: habit.unit,
          days: habit.entries.length,
          freshDays: freshEntries(habit, known).length,
          freshPauses: freshPauses(habit, known, facts.pauses).length,
          span: spanOf(habit),
          known: known && { id: known.id, name: known.name },
        })),
      },
      plan: ({ leftOut }) =>
        groupsOf(
          found
            .filter(
              ({ habit, known }) =>
                !leftOut.includes(habit.key) &&
                (known === null || freshEntries(habit, known).length > 0 || freshPauses(habit, known, facts.pauses).length > 0),
            )
            .flatMap(({ habit, known }) => itemsOf(habit, known, source, freshPauses(habit, known, facts.pauses))),
          {
            maxItems: habitLimits.importedHabits,
            maxBytes: GROUP_BYTES,
            rows: { of: ({ habit }) => habit.entries.length, max: habitLimits.importedEntries },
            goesAlone: () => false,
          },
        ),
    };
  },
};

/** What has not come yet is no history. */
function withoutFuture(records: readonly FileHabit[], latest: string): { habits: FileHabit[]; notices: RowError[] } {
  const habits = records.map((habit) => ({ ...habit, entries: habit.entries.filter(({ day }) => day <= latest) }));
  const notices = records.flatMap(({ name, entries }, at) => {
    const count = entries.length - (habits[at]?.entries.length ?? 0);
    return count === 0
      ? []
      : [{ line: 1, text: `“${name}”: ${count === 1 ? 'a day' : `${count} days`} in the future left out.` }];
  });
  return { habits, notices };
}

/** The exported habit itself, the habit that an earlier import made of it, else one of the same name. */
function knownHabit(habit: FileHabit, source: HabitSource, known: readonly KnownHabit[]): KnownHabit | null {
  const name = habit.name.toLocaleLowerCase();
  return (
    known.find((one) => one.id === habit.key || (one.source === source && one.sourceKey === habit.key)) ??
    known.find((one) => one.name.toLocaleLowerCase() === name) ??
    null
  );
}

function freshEntries({ entries }: FileHabit, known: KnownHabit | null): FileHabit['entries'] {
  const days = new Set(known?.days);
  return entries.filter(({ day }) => !days.has(day));
}

/** A pause of all habits stands in the file with one of them. */
const freshPauses = ({ pauses = [] }: FileHabit, known: KnownHabit | null, here: readonly KnownPause[]): FilePause[] =>
  pauses.filter(
    ({ from, to, ofAll }) =>
      !here.some((one) => one.from === from && one.to === to && one.habitId === (ofAll ? null : (known?.id ?? NO_HABIT))),
  );

const NO_HABIT = '';

const spanOf = ({ entries }: FileHabit): FoundHabit['span'] => {
  const [first, last] = [entries[0], entries.at(-1)];
  return first && last ? { from: first.day, to: last.day } : null;
};

function itemsOf(habit: FileHabit, known: KnownHabit | null, source: HabitSource, pauses: FilePause[]): HabitItem[] {
  const entries = freshEntries(habit, known);
  // A habit without days is one item as well.
  const parts = entries.length === 0 ? [[]] : chunksOf(entries, habitLimits.importedEntries);
  const fields = commandFields(habit);
  return parts.map((part, at) => ({
    source,
    habit: {
      ...fields,
      habitId: known?.id ?? null,
      entries: part,
      pauses: at === 0 ? pauses.slice(0, habitLimits.importedPauses) : [],
    },
  }));
}

/** A schedule that cannot be becomes a daily one: the days are what matters. */
function commandFields(habit: FileHabit): Omit<ImportedHabit, 'habitId' | 'entries' | 'pauses'> {
  const { key, name, question, description, unit, color, group, isArchived, kind } = habit;
  const { frequency, target_count: targetCount, interval_days: intervalDays, custom_days } = habit;
  const schedule =
    scheduleProblem(habit) === null
      ? { frequency, targetCount, intervalDays, customDays: [...custom_days] }
      : { frequency: 'daily' as const };
  return {
    key: key.slice(0, 300),
    name: name.slice(0, habitLimits.name).trim() || 'Habit',
    question: question?.slice(0, habitLimits.text) ?? null,
    description: description?.slice(0, habitLimits.text) ?? null,
    unit: unit?.slice(0, habitLimits.unit) ?? null,
    color,
    icon: habit.icon ?? null,
    link: habit.link ?? null,
    ...(habit.reminders && { reminders: habit.reminders as NonNullable<ImportedHabit['reminders']> }),
    group,
    isArchived,
    kind,
    targetValue: habit.target_value,
    targetType: habit.target_type,
    ...schedule,
  };
}

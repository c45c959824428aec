// The score against Loop's own, day by day, in the exports under ../shared/data/loop (not part of the repository).
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SourceFile } from '../../files/source-file.ts';
import { daysOf, type HabitEntry } from './days.ts';
import type { HabitRule } from './habit.ts';
import { scoresOf } from './score.ts';

const DATA = new URL('../../../../shared/data/loop/', import.meta.url);
const isHere = existsSync(DATA);
if (!isHere) process.stdout.write("Loop's scores: skipped, ../shared/data/loop is not here\n");

const open = (name: string) => new SourceFile(name, readFileSync(new URL(name, DATA)));
const cellsOf = (file: SourceFile): string[][] => file.table.rows.map(({ cells }) => cells);

const daily: HabitRule = {
  kind: 'check',
  frequency: 'daily',
  target_count: 1,
  custom_days: [],
  interval_days: null,
  target_value: null,
  target_type: 'at_least',
};

const MARKS: Readonly<Record<string, HabitEntry['mark']>> = {
  YES_MANUAL: 'done',
  '2': 'done',
  NO: 'missed',
  '0': 'missed',
  SKIP: 'skipped',
  '3': 'skipped',
};

function entryOf(rule: HabitRule, day: string, cell: string): HabitEntry[] {
  if (rule.kind === 'measure') return Number(cell) < 0 ? [] : [{ day, mark: 'done', value: Number(cell) / 1_000 }];
  const mark = MARKS[cell];
  return mark ? [{ day, mark, value: null }] : [];
}

/** The largest difference on any day; `scores` by day as Loop wrote them, with four digits. */
function largestDifference(rule: HabitRule, cells: ReadonlyMap<string, string>, scores: ReadonlyMap<string, string>): number {
  const entries = [...cells].flatMap(([day, cell]) => entryOf(rule, day, cell));
  const from = entries.map(({ day }) => day).toSorted()[0];
  const to = [...scores.keys()].toSorted().at(-1);
  if (from === undefined || to === undefined) throw new Error('the habit has no entries');
  const days = daysOf(rule, entries, [], { from, to });
  const ours = scoresOf(rule, days);
  return Math.max(...days.map(({ day }, at) => Math.abs((ours[at] ?? 0) - Number(scores.get(day)))));
}

const columnOf = (rows: readonly string[][], column: number): Map<string, string> =>
  new Map(rows.map((cells) => [cells[0] ?? '', cells[column] ?? '']));

it.skipIf(!isHere)('twice in three days', () => {
  const zip = open('export.zip');
  const [checkmarks, scores] = [cellsOf(zip.open('Checkmarks.csv')).slice(1), cellsOf(zip.open('Scores.csv')).slice(1)];
  const rule: HabitRule = { ...daily, frequency: 'custom', target_count: 2, interval_days: 3 };
  expect(largestDifference(rule, columnOf(checkmarks, 2), columnOf(scores, 2))).toBeLessThan(1e-3);
});

// That version wrote no targets; these are the ones that give its scores. Its header has commas in names, so columns go by place.
const TARGETS: Readonly<Record<number, number>> = { 1: 8, 6: 7 };

it.skipIf(!isHere).each(Array.from({ length: 13 }, (_, at) => at))(
  'thirteen daily habits, two of them measured: column %i',
  (at) => {
    const lines = open('broken-entry-objects-checkmarks.csv').text.split('\n').slice(1).filter(Boolean);
    const cells = new Map(
      lines.map((line) => [line.slice(0, 10), [...line.matchAll(/value=(-?\d+)\)/g)].map(([, value]) => value ?? '')[at] ?? '']),
    );
    const scores = columnOf(cellsOf(open('broken-entry-objects-scores.csv')).slice(1), at + 1);
    const target = TARGETS[at];
    const rule: HabitRule = target === undefined ? daily : { ...daily, kind: 'measure', target_value: target };
    expect(largestDifference(rule, cells, scores)).toBeLessThan(1e-3);
  },
);

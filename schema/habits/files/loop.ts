// Loop Habit Tracker: the ZIP archive of its export, one Checkmarks.csv of all habits, the Checkmarks.csv of one habit with or
// without its header, and the database of its backup.
import type { Format, Sniffed } from '../../files/format.ts';
import type { SourceFile } from '../../files/source-file.ts';
import { readTable, type Table } from '../../files/table.ts';
import { countsOf, dailyHabit, type HabitFile, type HabitRows } from './habit-file.ts';
import { habitLimits } from '../rules/habit.ts';
import { isCell, withoutObjects } from './loop-cells.ts';
import { isLoopDatabase, readLoopDatabase } from './loop-database.ts';
import { isHabitsTable, readLoopHabits } from './loop-habits.ts';
import { LoopReading, type DayCell } from './loop-reading.ts';

const HABITS = 'Habits.csv';
const CHECKMARKS = 'Checkmarks.csv';
const SNIFFED_ROWS = 20;

const tableOf = (file: SourceFile): Table => readTable(withoutObjects(file.text));

/** The path of a file of the archive, which may lie in a folder. */
const pathOf = (file: SourceFile, name: string): string | undefined =>
  file.entries
    .map(({ path }) => path)
    .find((path) => path === name || (/^[^/]+\/[^/]+$/.test(path) && path.endsWith(`/${name}`) && !/^\d+ /.test(path)));

const looksLikeDay = (text: string): boolean => /^(\d{4}-\d{2}-\d{2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})$/.test(text.trim());

const isDayRow = (cells: readonly string[], isCellOf: (cell: string) => boolean): boolean =>
  looksLikeDay(cells[0] ?? '') && isCellOf(cells[1]?.trim() ?? '');

/** The rows of days: without the header. */
const dayRows = ({ rows }: Table) => (looksLikeDay(rows[0]?.cells[0] ?? '') ? rows : rows.slice(1));

function isCheckmarks(table: Table): boolean {
  const rows = dayRows(table);
  return rows.length > 0 && rows.slice(0, SNIFFED_ROWS).every(({ cells }) => isDayRow(cells, isCell));
}

/** Without a header, or with "Date,Value,Notes": the days of one habit. */
const isOfOneHabit = ({ rows }: Table): boolean => {
  const cells = rows[0]?.cells ?? [];
  return looksLikeDay(cells[0] ?? '') || (cells[1]?.trim() === 'Value' && cells.length <= 4);
};

function sniff(file: SourceFile): Sniffed {
  if (file.kind === 'zip') {
    const habits = pathOf(file, HABITS);
    if (habits === undefined || !isHabitsTable(file.open(habits).table)) return { reason: null };
    return { confidence: 0.95 };
  }
  if (file.database) return isLoopDatabase(file.database) ? { confidence: 0.95 } : { reason: null };
  if (file.kind !== 'text') return { reason: null };
  if (isHabitsTable(file.table))
    return { reason: 'This is the list of habits of Loop, without their days. Choose the ZIP archive or Checkmarks.csv.' };
  const table = tableOf(file);
  if (isCheckmarks(table)) return { confidence: isOfOneHabit(table) ? 0.6 : 0.8 };
  const isScores =
    table.rows[0]?.cells[0] === 'Date' &&
    dayRows(table)
      .slice(0, 3)
      .every(({ cells }) => isDayRow(cells, (cell) => /^[01]\.\d{4}$/.test(cell)));
  return {
    reason:
      isScores && table.rows.length > 1
        ? 'These are scores of Loop, which are calculated from the days. Choose the ZIP archive or Checkmarks.csv.'
        : null,
  };
}

/** The names of a header of all habits. Where names hold commas that no quotes protect, parts that begin with a space are joined. */
function namesOf(head: readonly string[], columns: number): string[] {
  const names: string[] = [];
  for (const cell of head.slice(1)) {
    const isRest = /^\s/.test(cell) && names.length > 0 && head.length - 1 > columns;
    if (isRest) names[names.length - 1] += `,${cell}`;
    else names.push(cell.trim());
  }
  return names.slice(0, columns);
}

/** The number of habits, from the filled cells of the rows of days: some versions end each row with a comma. */
const columnsOf = (table: Table): number =>
  Math.max(
    0,
    ...dayRows(table)
      .slice(0, SNIFFED_ROWS)
      .map(({ cells }) => cells.filter((cell) => cell.trim() !== '').length - 1),
  );

/** The days of each column of a table of all habits. */
function cellsByColumn(table: Table, columns: number): DayCell[][] {
  const rows = dayRows(table);
  return Array.from({ length: columns }, (_, at) =>
    rows.map(({ cells, line }) => ({ line, day: cells[0] ?? '', cell: cells[at + 1]?.trim() ?? '', note: '' })),
  );
}

const cellsOfOne = (table: Table): DayCell[] =>
  dayRows(table).map(({ cells, line }) => ({
    line,
    day: cells[0] ?? '',
    cell: cells[1]?.trim() ?? '',
    note: cells[2]?.trim() ?? '',
  }));

function readArchive(file: SourceFile): HabitRows {
  const reading = new LoopReading();
  const habits = readLoopHabits(file.open(pathOf(file, HABITS) ?? HABITS).table);
  const widePath = pathOf(file, CHECKMARKS);
  const wide = widePath === undefined ? [] : cellsByColumn(tableOf(file.open(widePath)), habits.length);
  for (const [at, { position, habit, kind }] of habits.entries()) {
    // The file of one habit has its notes; its folder is named by the position and the name.
    const own = file.entries.find(({ path }) => new RegExp(`(^|/)0*${position} [^/]*/${CHECKMARKS}$`).test(path));
    const cells = own ? cellsOfOne(tableOf(file.open(own.path))) : [];
    reading.add(habit, kind, cells.length > 0 ? cells : (wide[at] ?? []));
  }
  return reading.rows();
}

/** "002 Wake up early/Checkmarks.csv" is named by its folder, any other file by itself. */
function nameOfFile(path: string): string {
  const parts = path.split('/');
  const name = parts.at(-1) === CHECKMARKS ? (parts.at(-2) ?? 'Habit') : (parts.at(-1) ?? 'Habit').replace(/\.\w+$/, '');
  return name.replace(/^\d+ /, '').slice(0, habitLimits.name);
}

function readTables(file: SourceFile): HabitRows {
  const table = tableOf(file);
  const reading = new LoopReading();
  if (isOfOneHabit(table)) {
    reading.add(dailyHabit(nameOfFile(file.name)), null, cellsOfOne(table));
    return reading.rows();
  }
  const columns = columnsOf(table);
  const names = namesOf(table.rows[0]?.cells ?? [], columns);
  for (const [at, cells] of cellsByColumn(table, columns).entries())
    reading.add(dailyHabit(names[at] || `Habit ${at + 1}`), null, cells);
  return reading.rows();
}

export const loopFormat: Format<HabitFile> = {
  id: 'loop',
  domain: 'habits',
  name: 'Loop Habit Tracker',
  sniff,
  read(file, { zone }) {
    const rows = file.database
      ? readLoopDatabase(file.database, zone)
      : file.kind === 'zip'
        ? readArchive(file)
        : readTables(file);
    return { ...rows, counts: countsOf(rows) };
  },
};

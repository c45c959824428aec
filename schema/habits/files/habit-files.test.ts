// Exports of Loop and HabitBull in every form under ../shared/data/loop (real ones, not part of the repository), and the odd forms
// written out here.
import { existsSync, readFileSync } from 'node:fs';
import initSqlJs from 'sql.js';
import { describe, expect, it } from 'vitest';
import { recognise } from '../../files/recognise.ts';
import { SourceFile } from '../../files/source-file.ts';
import type { HabitFile } from './habit-file.ts';
import { habitImport, type HabitFacts } from './habit-import.ts';
import { paletteColor, scheduleOf } from './loop-habits.ts';

const sqlite = await initSqlJs();
const DATA = new URL('../../../../shared/data/loop/', import.meta.url);
const isHere = existsSync(DATA);
if (!isHere) process.stdout.write('Exports of habit apps: skipped, ../shared/data/loop is not here\n');

const reading = { now: new Date('2026-11-27T12:00:00Z'), zone: 'Europe/Berlin' };

function readFile(file: SourceFile): HabitFile {
  const found = recognise(file, habitImport.formats);
  if (found.kind === 'unknown') throw new Error(found.reason);
  return found.files[0].format.read(found.files[0].file, reading);
}
const open = (name: string) => new SourceFile(name, readFileSync(new URL(name, DATA)));
const database = (bytes: Uint8Array) => new SourceFile('backup.db', bytes, sqlite);
const text = (name: string, content: string) => new SourceFile(name, new TextEncoder().encode(content));
const reasonFor = (file: SourceFile) => {
  const found = recognise(file, habitImport.formats);
  return found.kind === 'unknown' ? found.reason : null;
};
const marks = (file: HabitFile, name: string) => {
  const counts: Record<string, number> = {};
  for (const { mark } of file.records.find((habit) => habit.name === name)?.entries ?? []) counts[mark] = (counts[mark] ?? 0) + 1;
  return counts;
};

describe.skipIf(!isHere)('exports that people have', () => {
  it('the ZIP archive: schedules, questions, archive, and the notes of single habits', () => {
    const file = readFile(open('export.zip'));
    expect(file.counts).toEqual({ habits: 2, days: 7 });
    expect(
      file.records.map(({ name, frequency, target_count, interval_days, color }) => [
        name,
        frequency,
        target_count,
        interval_days,
        color,
      ]),
    ).toEqual([
      ['Meditate', 'daily', 1, null, 'orange'],
      ['Wake up early', 'custom', 2, 3, 'cyan'],
    ]);
    expect(file.records[1]).toMatchObject({ question: 'Did you wake up before 6am?', isArchived: false });
    expect(file.records[1]?.entries.at(-2)).toEqual({ day: '2015-01-24', mark: 'missed', value: null, note: 'Sick' });
    expect(marks(file, 'Wake up early')).toEqual({ done: 6, missed: 1 });
    expect(file.errors).toEqual([]);
    // Notes of days that the schedule covers have no entry to stand on.
    expect(file.notices).toHaveLength(2);
  });
  it('cells that hold the text of objects, and names with commas that no quotes protect', () => {
    const file = readFile(open('broken-entry-objects-checkmarks.csv'));
    expect(file.errors).toEqual([]);
    expect(file.records.map(({ name }) => name)).toContain('Learn, wide 🌍');
    expect(file.records).toHaveLength(13);
    expect(file.records.filter(({ kind }) => kind === 'measure').map(({ name }) => name)).toEqual(['8h sleep 😴', 'Feeling 😶']);
    expect(file.records[1]?.entries.at(-1)).toEqual({ day: '2022-02-06', mark: 'done', value: 8, note: null });
  });
  it('a table of 32 habits with a byte order mark and American dates of two-digit years', () => {
    const file = readFile(open('wide-bom-us-dates.csv'));
    expect(file.errors).toEqual([]);
    expect(file.records).toHaveLength(32);
    expect(file.records[0]).toMatchObject({ name: 'Activité: en amoureux', kind: 'check' });
    expect(marks(file, 'Activité: en amoureux')).toEqual({ done: 33 });
    expect(file.records.find(({ name }) => name === 'Poids')).toMatchObject({ kind: 'measure' });
    expect(file.records[0]?.entries[0]?.day).toBe('2023-12-31');
  });
  it('one habit of values without a header is named by its file', () => {
    const file = readFile(open('one-habit-no-header-numeric.csv'));
    expect(file.records).toMatchObject([{ name: 'one-habit-no-header-numeric', kind: 'measure' }]);
    expect(file.counts).toEqual({ habits: 1, days: 119 });
    expect(file.records[0]?.entries.at(-1)).toMatchObject({ day: '2023-01-08', value: 4 });
  });
  it('HabitBull: categories, comments, skipped days, either order of dates', () => {
    const iso = readFile(open('habitbull.csv'));
    expect(iso.records.map(({ name }) => name)).toEqual(['Breed dragons', 'Reduce sleep', 'No-arms pushup', 'Grow spiritually']);
    expect(iso.records[0]).toMatchObject({ group: 'Diet & Food', description: 'with love and fire' });
    expect(iso.records[0]?.entries[0]).toEqual({ day: '2016-03-18', mark: 'done', value: null, note: 'text' });
    const american = readFile(open('habitbull-2.csv'));
    expect(american.errors).toEqual([]);
    expect(marks(american, 'H2')).toEqual({ skipped: 1 });
    expect(american.records[2]?.entries[0]?.day).toBe('2019-04-11');
  });
  it('the database of a backup from before habits had values', () => {
    const file = readFile(database(readFileSync(new URL('loop.db', DATA))));
    expect(file.counts).toEqual({ habits: 9, days: 164 });
    expect(file.records[1]).toMatchObject({ name: 'brush teeth', question: 'I want to have beautiful teeth!', target_count: 3 });
    expect(file.records.map(({ key }) => key).slice(-3)).toEqual(['Vegan 2', 'Sport 2', 'I love you 2']);
    expect(file.records[0]?.entries[0]).toEqual({ day: '2016-01-01', mark: 'done', value: null, note: null });
    expect(file.errors).toEqual([]);
  });
  it('the database of Tickmate: several ticks of a day are a count, and its months begin with 0', () => {
    const file = readFile(database(readFileSync(new URL('tickmate.db', DATA))));
    expect(file.counts).toEqual({ habits: 3, days: 68 });
    expect(file.records.map(({ name, kind }) => [name, kind])).toEqual([
      ['Sport', 'check'],
      ['I love you', 'check'],
      ['Vegan', 'measure'],
    ]);
    expect(file.records.map(({ entries }) => entries[0]?.day)).toEqual(['2016-02-23', '2016-02-22', '2016-01-24']);
    expect(Math.max(...(file.records[2]?.entries.map(({ value }) => value ?? 0) ?? []))).toBeGreaterThan(1);
  });
  it('lists without days say what to choose instead', () => {
    expect(reasonFor(open('broken-entry-objects-habits.csv'))).toContain('without their days');
    expect(reasonFor(open('broken-entry-objects-scores.csv'))).toContain('calculated from the days');
  });
});

it('every word of a cell is read; another is an error with its line', () => {
  const file = readFile(
    text(
      'Checkmarks.csv',
      'Date,Value,Notes\n2026-01-06,SKIP,flight\n2026-01-05,YES_MANUAL,\n2026-01-04,NO,\n2026-01-03,YES_AUTO,\n2026-01-02,UNKNOWN,\n2026-13-01,NO,\n',
    ),
  );
  expect(file.records[0]?.entries).toEqual([
    { day: '2026-01-04', mark: 'missed', value: null, note: null },
    { day: '2026-01-05', mark: 'done', value: null, note: null },
    { day: '2026-01-06', mark: 'skipped', value: null, note: 'flight' },
  ]);
  expect(file.errors).toEqual([{ line: 7, text: '“2026-13-01” is not a date.' }]);
});

it('schedules become the nearest of ours, and colours the nearest of the palette', () => {
  expect([scheduleOf(1, 1), scheduleOf(3, 7), scheduleOf(7, 7), scheduleOf(10, 30), scheduleOf(1, 4), scheduleOf(2, 5)]).toEqual([
    { frequency: 'daily', target_count: 1, interval_days: null },
    { frequency: 'weekly', target_count: 3, interval_days: null },
    { frequency: 'daily', target_count: 1, interval_days: null },
    { frequency: 'monthly', target_count: 10, interval_days: null },
    { frequency: 'interval', target_count: 1, interval_days: 4 },
    { frequency: 'custom', target_count: 2, interval_days: 5 },
  ]);
  expect(['#D32F2F', '#F9A825', '#388E3C', '#1976D2', '#8E24AA', '#757575', 'blue'].map(paletteColor)).toEqual([
    'red',
    'orange',
    'pine',
    'blue',
    'grape',
    'gray',
    null,
  ]);
});

describe('databases', () => {
  const made = (sql: string) => {
    const file = new sqlite.Database();
    file.run(sql);
    return database(file.export());
  };
  const HABITS = `create table Habits (id integer primary key, archived integer, color integer, description text, freq_den integer,
    freq_num integer, highlight integer, name text, position integer, reminder_hour integer, reminder_min integer,
    reminder_days integer not null default 127, type integer, target_type integer, target_value real, unit text, question text, uuid text)`;
  const DAYS = 'create table Repetitions (id integer primary key, habit integer, timestamp integer, value integer, notes text)';

  it('Loop’s: values in thousandths, notes, skipped days, reminders whose week begins on Saturday', () => {
    const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
    const file = readFile(
      made(`${HABITS}; ${DAYS};
        insert into Habits values (7, 0, 11, 'By the river', 1, 1, 0, 'Run', 1, 6, 30, 5, 1, 0, 5.5, 'km', 'Did you run?', 'u1');
        insert into Habits values (8, 1, 7, '', 7, 2, 0, 'Read', 0, null, null, 0, 0, 0, 0, '', '', 'u2');
        insert into Repetitions values (1, 7, ${at('2026-01-05')}, 6200, 'rain'), (2, 7, ${at('2026-01-06')}, 3, ''),
          (3, 8, ${at('2026-01-05')}, 2, ''), (4, 8, ${at('2026-01-06')}, 1, ''), (5, 8, ${at('2026-01-07')}, 0, 'ill');`),
    );
    expect(file.records).toMatchObject([
      { name: 'Read', kind: 'check', isArchived: true, frequency: 'weekly', target_count: 2, color: 'pine', question: null },
      {
        name: 'Run',
        kind: 'measure',
        question: 'Did you run?',
        description: 'By the river',
        unit: 'km',
        target_value: 5.5,
        color: 'blue',
        reminders: { zone: reading.zone, times: [{ minute: 390, weekdays: [1, 6] }] },
      },
    ]);
    expect(file.records.map(({ entries }) => entries)).toEqual([
      [
        { day: '2026-01-05', mark: 'done', value: null, note: null },
        { day: '2026-01-07', mark: 'missed', value: null, note: 'ill' },
      ],
      [
        { day: '2026-01-05', mark: 'done', value: 6.2, note: 'rain' },
        { day: '2026-01-06', mark: 'skipped', value: null, note: null },
      ],
    ]);
  });
  it('another app’s, a damaged one, and one whose tables are views that never end, have a reason', () => {
    expect(reasonFor(made('create table Songs (name text)'))).toMatch(/SQLite database.*Loop/);
    const bytes = made(`${HABITS}; ${DAYS}`).bytes;
    expect(reasonFor(database(bytes.slice(0, 2_000)))).toMatch(/SQLite/);
    const endless = 'with recursive n(at) as (select 1 union all select at + 1 from n) select at as timestamp from n';
    expect(reasonFor(made(`${HABITS}; create view Repetitions as ${endless}`))).toMatch(/SQLite/);
  });
  it('without its engine a database is named', () => {
    expect(reasonFor(new SourceFile('loop.db', made(`${HABITS}; ${DAYS}`).bytes))).toMatch(/SQLite/);
  });
});

describe('what becomes of a file', () => {
  const rows = Array.from({ length: 2_500 }, (_, at) => new Date(Date.UTC(2019, 0, 1 + at)).toISOString().slice(0, 10));
  const file = () => readFile(text('Run.csv', rows.map((day) => `${day},YES_MANUAL`).join('\n')));
  const plan = (facts: HabitFacts, leftOut: string[] = []) => habitImport.prepare(file(), facts, reading).plan({ leftOut });

  it('a long history goes in parts that a command takes, oldest first', () => {
    const groups = plan({ habits: [], pauses: [] });
    expect(
      groups.map((group) => group.map(({ habit }) => [habit.key, habit.habitId, habit.entries.length, habit.entries[0]?.day])),
    ).toEqual([[['Run', null, 1_000, '2019-01-01']], [['Run', null, 1_000, rows[1_000]]], [['Run', null, 500, rows[2_000]]]]);
  });
  it('a habit of the same name takes the days it has not; the same file again has nothing left', () => {
    const known = { id: 'one', name: 'run', source: null, sourceKey: null, days: rows.slice(0, 2_498) };
    const { preview } = habitImport.prepare(file(), { habits: [known], pauses: [] }, reading);
    expect(preview.habits).toMatchObject([{ days: 2_500, freshDays: 2, known: { id: 'one' } }]);
    expect(plan({ habits: [known], pauses: [] })).toMatchObject([[{ habit: { habitId: 'one', entries: [{}, {}] } }]]);
    expect(plan({ habits: [{ ...known, days: rows }], pauses: [] })).toEqual([]);
    expect(plan({ habits: [], pauses: [] }, ['Run'])).toEqual([]);
  });
  it('days in the future are left out and named', () => {
    const ahead = readFile(text('Run.csv', ['2026-01-01', '2150-01-01'].map((day) => `${day},YES_MANUAL`).join('\n')));
    const { preview, plan: planned } = habitImport.prepare(ahead, { habits: [], pauses: [] }, reading);
    expect(preview).toMatchObject({ habits: [{ days: 1 }], notices: [{ text: '“Run”: a day in the future left out.' }] });
    expect(planned({ leftOut: [] })).toMatchObject([[{ habit: { entries: [{ day: '2026-01-01' }] } }]]);
  });
});

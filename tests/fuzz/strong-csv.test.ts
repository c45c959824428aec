// The reader of Strong files on arbitrary and mutated files: it never throws, never hangs, uses bounded memory, and plans only
// arguments that the command accepts.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import initSqlJs from 'sql.js';
import { describe, expect, test, vi } from 'vitest';
import { commandsByName } from '#schema/commands.ts';
import { parseArgs } from '#schema/command/define.ts';
import { readTable } from '#schema/files/table.ts';
import { readStrongCsv } from '#schema/fitness/files/strong-csv.ts';
import { ImportReader } from '#src/importing/reader.ts';
import { anyText } from './json-schema.ts';
import { naughtyStrings } from './naughty.ts';
import { fuzzParameters, isLongFuzz } from './seed.ts';

vi.setConfig({ testTimeout: isLongFuzz ? 3_600_000 : 120_000 });

/** Processor time. The files of the property below are small; there are only a few large files. */
const MAX_WORK_MS = 1_000;
const MAX_WORK_LARGE_MS = 5_000;

const real = readFileSync(new URL('../../schema/fitness/files/fixtures/strong.csv', import.meta.url), 'utf8');
const [realHead = '', ...realLines] = real.split('\n');
const known = [
  {
    id: '00000000-0000-7000-8000-000000000001',
    name: 'Barbell Bench Press',
    aliases: ['Bench Press (Barbell)'],
    isCustom: false,
  },
];
const [importOne, importMany] = ['workout.import', 'workout.import_many'].map((name) => commandsByName.get(name));

interface Read {
  kind: string;
  sets: number;
  errors: number;
  planned: number;
}

/** Reads a file as the importer does, plans it, and checks the plan with the command's own schema. */
async function readWhole(bytes: BlobPart, maxWorkMs = MAX_WORK_MS): Promise<Read> {
  const before = process.cpuUsage();
  const reader = new ImportReader(() => initSqlJs());
  const answer = await reader.read({
    domain: 'fitness',
    name: 'export.csv',
    file: new Blob([bytes]),
    path: null,
    answers: { unit: 'kg' },
    facts: { known, hereAlready: [], dayStartHour: 4 },
    zone: 'Europe/Berlin',
  });
  const groups = reader.plan<'fitness'>({ keepOwn: [], chosen: {} });
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000, `ms of work for ${typeof bytes === 'string' ? bytes.slice(0, 300) : ''}`).toBeLessThan(
    maxWorkMs,
  );
  if (!importOne || !importMany) throw new Error('a command of the import is missing');
  for (const sessions of groups) {
    const [only] = sessions;
    const parsed = sessions.length === 1 ? parseArgs(importOne, only) : parseArgs(importMany, { sessions });
    if (!parsed.success) expect(parsed.error.issues, JSON.stringify(sessions).slice(0, 1_000)).toEqual([]);
  }
  const planned = groups.flat().length;
  if (answer.kind !== 'read') return { kind: answer.kind, sets: 0, errors: 0, planned };
  return { kind: answer.kind, sets: answer.preview.sets, errors: answer.preview.errors.length, planned };
}

const cell = fc.oneof(
  anyText,
  fc.constantFrom(
    '',
    '"',
    '""',
    '"a',
    'a"b',
    "'",
    '1',
    'W',
    'D',
    'F',
    'Rest Timer',
    'Note',
    '1,5',
    '1.5',
    '1e5',
    '-1',
    '1e400',
    'NaN',
    'Infinity',
    '0x10',
    '１',
  ),
  fc.constantFrom(
    '2024-02-29 10:00:00',
    '2023-02-29 10:00:00',
    '2024-03-31 02:30:00',
    '1999-12-31 23:59:59',
    '9999-12-31 23:59:59',
    '0000-00-00 00:00:00',
    '2024-13-01',
    '31.12.2023',
    '1700000000',
  ),
  fc.constantFrom(
    '1,000',
    '1,012.5',
    '1.012,5',
    "1'012.5",
    '62,5',
    '1 000',
    '−20',
    '-20',
    '5:09 PM',
    '下午5:09',
    '2024-05-01 5:09 PM',
  ),
  fc.constantFrom('5/1/2024 7:00', '7 Apr 2026, 10:14', '2024年5月1日 17:09', '2024-05-01T07:00:00+05:30', '0x7E0-05-01'),
  fc.constantFrom('21min', '1 Std.', '1小时13分钟', '264h 1m', '1:05:09', 'Ruhezeit', 'kg', 'lbs', 'mi.', 'stone'),
  fc.constantFrom('1h 31m', '99999999999999999999h', '-5m', '1e9', '1h1h', '     ', 'h m s', '9007199254740993'),
);
const quotedOrNot = cell.chain((text) => fc.constantFrom(text, `"${text.replaceAll('"', '""')}"`, `"${text}"`));
const separator = fc.constantFrom(',', ';', '\t', '|', '\u001e');
const lineBreak = fc.constantFrom('\n', '\r\n', '\r', '\n\n', '\n\r');
const heads = [
  realHead,
  realHead.replaceAll(',', ';'),
  realHead.toUpperCase(),
  `\ufeff${realHead}`,
  `${realHead},${realHead}`,
  realHead.replace('Date', 'date '),
  '',
  // German, the form of 2016, a header in an unknown language, and units in columns.
  'Datum,Workout-Name,Dauer,Name der Übung,Reihenfolge festlegen,Gewicht,Wiederh.,Entfernung,Sekunden,Notizen,Workout-Notizen,RPE',
  'Date,Workout Name,Exercise Name,Set Order,kg,Reps,km,Seconds,Notes',
  'A,B,C,D,E,F (lbs),G,H,I,J,K,L',
  'Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes;Workout Notes;Workout Duration',
];

const bentFile = fc
  .record({
    head: fc.constantFrom(...heads),
    lines: fc.array(
      fc.oneof(
        fc.constantFrom(...realLines),
        fc.tuple(separator, fc.array(quotedOrNot, { maxLength: 16 })).map(([by, cells]) => cells.join(by)),
      ),
      { maxLength: 25 },
    ),
    by: lineBreak,
    tail: fc.constantFrom('', '"', '\0', ',', '\ufeff'),
  })
  .map(({ head, lines, by, tail }) => [head, ...lines].join(by) + tail);

/** The real file with some characters changed, removed or inserted. */
const mutatedFile = fc
  .array(fc.tuple(fc.nat(real.length - 1), fc.nat(3), fc.constantFrom('"', ',', ';', '\n', '\r', '\0', '\ufeff', '0', 'é', '')), {
    maxLength: 30,
  })
  .map((changes) => changes.reduce((text, [at, remove, put]) => text.slice(0, at) + put + text.slice(at + remove), real));

test('a mutated file is read or refused, and the command accepts its plan', async () => {
  let planned = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(bentFile, mutatedFile, anyText), async (text) => {
      planned += (await readWhole(text)).planned;
    }),
    fuzzParameters(400),
  );
  expect(planned).toBeGreaterThan(0);
});

test('bytes that are not text are read or refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      await readWhole(new Uint8Array([...Buffer.from(`${realHead}\n`), ...bytes]));
      await readWhole(new Uint8Array(bytes));
    }),
    fuzzParameters(100),
  );
});

const line = (name: string, at = 0) => `2024-01-0${1 + (at % 9)} 10:00:00,${name},1h,Squat,1,100,5,0,0,,,`;

describe('a file that is', () => {
  const large: [string, () => BlobPart, Partial<Read>][] = [
    ['one line of a million columns', () => ','.repeat(1_000_000), { kind: 'unknown' }],
    ['a header of a million columns', () => `${realHead}${',Notes'.repeat(1_000_000)}\n${realLines[0]}`, { kind: 'read' }],
    ['a quote that is never closed', () => `${realHead}\n"${'a,b\n'.repeat(250_000)}`, { kind: 'read', planned: 0 }],
    ['quotes and nothing else', () => `${realHead}\n${'"'.repeat(1_000_000)}`, { kind: 'read', planned: 0 }],
    ['a quote opened in every line', () => `${realHead}\n${'"a\n'.repeat(50_000)}`, { kind: 'read', planned: 0 }],
    ['half a million empty lines', () => `${realHead}${'\r\n'.repeat(500_000)}`, { kind: 'read', sets: 0, errors: 0 }],
    ['line breaks of old Macs', () => [realHead, ...realLines].join('\r'), { kind: 'read' }],
    ['a note of two million characters', () => `${realHead}\n${line('x')}"${'n'.repeat(2_000_000)}"`, { kind: 'read' }],
    ['fifty thousand lines of nonsense', () => `${realHead}\n${'???,,,"x"\n'.repeat(50_000)}`, { kind: 'read', sets: 0 }],
    ['spaces', () => ' '.repeat(3_000_000), { kind: 'unknown' }],
    [
      'a name of almost digits, for patterns that go back',
      () =>
        `${realHead}\n${line('x')
          .replace('100', `${'1'.repeat(100_000)}x`)
          .replace('1h', `${' '.repeat(100_000)}h`)}`,
      { kind: 'read', sets: 0 },
    ],
    ['a header cell for patterns that go back', () => `${realHead},${'a '.repeat(50_000)}(\n${realLines[0]}`, { kind: 'read' }],
  ];
  test.each(large)('%s is read or refused in time', async (_what, make, expected) => {
    expect(await readWhole(make(), MAX_WORK_LARGE_MS)).toMatchObject(expected);
  });
});

test('every naughty text as workout, exercise and note is stored unchanged, or reported as an error with its line', async () => {
  const text = naughtyStrings
    .map((words, at) => {
      const quoted = `"${words.replaceAll('"', '""')}"`;
      return `2024-01-01 ${String(10 + (at % 10)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}:00,${quoted},1h,${quoted},1,100,5,0,0,${quoted},${quoted},`;
    })
    .join('\n');
  const { sets, errors } = await readWhole(
    `Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n${text}`,
  );
  expect(sets + errors).toBe(naughtyStrings.length);
  expect(sets).toBeGreaterThan(naughtyStrings.length * 0.9);
});

test('reading large files does not leak memory', () => {
  const text = `${realHead}\n${Array.from({ length: 20_000 }, (_, at) => line(`Workout ${at}`, at)).join('\n')}`;
  const heapMb = () => process.memoryUsage().heapUsed / 2 ** 20;
  readStrongCsv(readTable(text), { unit: 'kg', now: new Date() });
  const before = heapMb();
  for (let round = 0; round < 10; round += 1) readStrongCsv(readTable(text), { unit: 'kg', now: new Date() });
  // Without a collection in between, the garbage of ten readings is normal; hundreds of megabytes would be a leak.
  expect(heapMb() - before).toBeLessThan(400);
});

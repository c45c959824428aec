// The files of training apps that can be read. Confidence: names that one app writes, then names that many write, then columns that
// are known only by what stands in them.
import type { Format, RowError, Sniffed } from '../../files/format.ts';
import { setColumns } from './set-rows-columns.ts';
import { readSetRows } from './set-rows-csv.ts';
import { strongColumns } from './strong-columns.ts';
import { readStrongCsv } from './strong-csv.ts';
import { importRefusal } from '../commands/import-args.ts';
import { planImport, sessionKey } from './import-plan.ts';
import type { ImportSource, TrainingAnswers, TrainingFile, TrainingRows } from './training-file.ts';
import type { WeightUnit } from '../rules/weight-units.ts';

/**
 * For a file that names no unit, until the person has said. The limits are the same in kilograms, so that no row is refused that
 * could be read.
 */
export const UNIT_UNTIL_ASKED: WeightUnit = 'lb';

export type TrainingFormat = Format<TrainingFile, TrainingAnswers>;

const sniffStrong: TrainingFormat['sniff'] = ({ table }) => {
  const columns = strongColumns(table.rows);
  if (!columns) return { reason: null };
  return { confidence: columns.isNamed ? 0.9 : 0.6 };
};

const sniffSetRows =
  (source: ImportSource): TrainingFormat['sniff'] =>
  ({ table }): Sniffed => {
    const columns = setColumns(table.rows[0]?.cells ?? []);
    return columns?.source === source ? { confidence: source === 'sets' ? 0.7 : 0.8 } : { reason: null };
  };

const trainingFormat = (
  id: ImportSource,
  name: string,
  sniff: TrainingFormat['sniff'],
  readRows: typeof readStrongCsv,
): TrainingFormat => ({
  id,
  domain: 'fitness',
  name,
  sniff,
  read({ table }, { now, zone, unit = UNIT_UNTIL_ASKED }) {
    const rows = readRows(table, { unit, now });
    if (!rows) throw new Error(`the columns are not those of ${name}`);
    const accepted = withoutRefused(rows, zone, now);
    return { ...accepted, counts: countsOf(accepted) };
  },
});

export const trainingFormats: readonly TrainingFormat[] = [
  trainingFormat('strong', 'Strong', sniffStrong, readStrongCsv),
  trainingFormat('hevy', 'Hevy', sniffSetRows('hevy'), readSetRows),
  trainingFormat('fitnotes', 'FitNotes', sniffSetRows('fitnotes'), readSetRows),
  trainingFormat('sets', 'a table with one row a set', sniffSetRows('sets'), readSetRows),
];

function countsOf({ records }: TrainingRows): TrainingFile['counts'] {
  const sets = records.flatMap((session) => session.sets);
  return {
    workouts: records.length,
    exercises: new Set(sets.map(({ exerciseName }) => exerciseName)).size,
    sets: sets.length,
  };
}

/** A session that the command would refuse becomes an error at its first row. */
function withoutRefused(file: TrainingRows, zone: string, now: Date): TrainingRows {
  const refusalByKey = new Map(
    planImport(file, new Map(), { zone, dayStartHour: 0 }).flatMap((session) => {
      const refusal = importRefusal(session, now);
      return refusal === null ? [] : [[session.key, refusal] as const];
    }),
  );
  if (refusalByKey.size === 0) return file;
  const refused = file.records.flatMap((session): RowError[] => {
    const text = refusalByKey.get(sessionKey(session, file.source));
    return text === undefined ? [] : [{ line: session.line, text: `The workout “${session.name}” is left out. ${text}` }];
  });
  return {
    ...file,
    records: file.records.filter((session) => !refusalByKey.has(sessionKey(session, file.source))),
    errors: [...file.errors, ...refused].toSorted((a, b) => a.line - b.line),
  };
}

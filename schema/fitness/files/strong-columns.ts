// Which column of a Strong export holds what. Its header has been written in many languages, with units in it ("Weight (kg)") or
// with the unit as the whole name ("kg"), and some files have lost it. Columns are known by name, else by their place and what
// stands in them.
import { readNumber } from '../../files/numbers.ts';
import { readMoment } from '../../files/moments.ts';
import type { TableRow } from '../../files/table.ts';
import { FIELDS, strongFieldOf, type StrongField } from './strong-column-names.ts';
import { setOrderOf } from './strong-words.ts';
import { metresOfUnit, weightUnitOf, type WeightUnit } from '../rules/weight-units.ts';

/** The orders in which Strong has written its columns; a dash for one that is not needed. */
const LAYOUTS: readonly (readonly (StrongField | null)[])[] = [
  'date workoutName duration exerciseName setOrder weight reps distance seconds notes workoutNotes rpe',
  'date workoutName exerciseName setOrder weight weightUnit reps rpe distance distanceUnit seconds notes workoutNotes duration',
  'date workoutName exerciseName setOrder weight weightUnit reps rpe distance distanceUnit seconds notes workoutNotes',
  '- date workoutName duration exerciseName setOrder weight reps rpe distance seconds notes workoutNotes',
  'date workoutName exerciseName setOrder weight reps distance seconds notes workoutNotes rpe',
  'date workoutName exerciseName setOrder weight reps distance seconds notes workoutNotes',
  'date workoutName exerciseName setOrder weight reps distance seconds notes',
].map((layout) => layout.split(' ').map((name) => FIELDS.find((field) => field === name) ?? null));

export interface StrongColumns {
  places: Partial<Record<StrongField, number>>;
  /** How many columns a whole row has. */
  width: number;
  weightUnit: WeightUnit | null;
  metresPerDistance: number | null;
  hasHeader: boolean;
  /** Known by the names of a header, not only by their places. */
  isNamed: boolean;
}

const REQUIRED: readonly StrongField[] = ['date', 'exerciseName', 'setOrder', 'weight', 'reps'];

/** Where each column is; null when this is not a table of Strong. */
export function strongColumns(rows: readonly TableRow[]): StrongColumns | null {
  const [first, ...rest] = rows;
  if (!first) return null;
  const named = columnsByName(first.cells);
  if (named) return named;
  const sample = rest.slice(0, 20).map(({ cells }) => cells);
  // A header in a language that is not known here is a row that is no data above rows that are.
  for (const layout of LAYOUTS.filter(({ length }) => length === first.cells.length)) {
    const places = Object.fromEntries(layout.flatMap((field, at) => (field ? [[field, at]] : [])));
    const hasHeader = !isDataRow(first.cells, places);
    const data = hasHeader ? sample : [first.cells, ...sample];
    const fitting = data.filter((cells) => isDataRow(cells, places)).length;
    if (fitting > 0 && fitting * 5 >= data.length * 4) {
      return {
        places,
        width: layout.length,
        hasHeader,
        isNamed: false,
        ...(hasHeader ? unitsOfHeader(first.cells, places) : NO_UNITS),
      };
    }
  }
  return null;
}

const NO_UNITS = { weightUnit: null, metresPerDistance: null };

function columnsByName(cells: readonly string[]): StrongColumns | null {
  const places: Partial<Record<StrongField, number>> = {};
  cells.forEach((cell, at) => {
    const field = strongFieldOf(splitUnit(cell).name);
    if (field) places[field] ??= at;
  });
  if (!REQUIRED.every((field) => places[field] !== undefined)) return null;
  return { places, width: cells.length, hasHeader: true, isNamed: true, ...unitsOfHeader(cells, places) };
}

/** "Weight (kg)" has its unit in brackets; in the form of 2016 the unit is the name. */
function unitsOfHeader(cells: readonly string[], places: Partial<Record<StrongField, number>>) {
  const unitOf = (field: StrongField): string => {
    const { name, unit } = splitUnit(cells[places[field] ?? -1] ?? '');
    return unit ?? name;
  };
  return { weightUnit: weightUnitOf(unitOf('weight')), metresPerDistance: metresOfUnit(unitOf('distance')) };
}

const LONGEST_NAME = 80;

function splitUnit(cell: string): { name: string; unit: string | null } {
  const text = cell.slice(0, LONGEST_NAME).trim();
  const open = Math.max(text.indexOf('('), text.indexOf('（'));
  if (open <= 0 || !/[)）]$/.test(text)) return { name: text, unit: null };
  return { name: text.slice(0, open), unit: text.slice(open + 1, -1).trim() };
}

function isDataRow(cells: readonly string[], places: Partial<Record<StrongField, number>>): boolean {
  const cell = (field: StrongField): string => (cells[places[field] ?? -1] ?? '').trim();
  const isNumber = (field: StrongField): boolean =>
    readNumber(cell(field), '.') !== undefined || readNumber(cell(field), ',') !== undefined;
  return (
    (readMoment(cell('date'), 'day-month') ?? readMoment(cell('date'), 'month-day')) !== undefined &&
    cell('exerciseName') !== '' &&
    setOrderOf(cell('setOrder')) !== null &&
    (['weight', 'reps', 'distance', 'seconds', 'rpe'] as const).every(isNumber) &&
    (cell('weightUnit') === '' || weightUnitOf(cell('weightUnit')) !== null)
  );
}

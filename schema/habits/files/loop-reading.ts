// Collects the habits of one file of Loop with their days, and what of them cannot be read.
import type { RowError } from '../../files/format.ts';
import { habitLimits } from '../rules/habit.ts';
import { dayReader } from './days-of-file.ts';
import { oneForEachDay, withOwnKeys, type FileEntry, type FileHabit, type HabitRows } from './habit-file.ts';
import { areValues, readCell } from './loop-cells.ts';
import type { LoopHabit } from './loop-habits.ts';

/** A day of a habit as it stands in the file. */
export interface DayCell {
  line: number;
  day: string;
  cell: string;
  note: string;
}

export class LoopReading {
  readonly errors: RowError[] = [];
  readonly notices: RowError[] = [];
  readonly habits: FileHabit[] = [];

  add(habit: LoopHabit['habit'], stated: FileHabit['kind'] | null, cells: readonly DayCell[]): void {
    const kind = stated ?? (areValues(cells.map(({ cell }) => cell)) ? 'measure' : 'check');
    const readDay = dayReader(cells.map(({ day }) => day));
    const entries: FileEntry[] = [];
    for (const { line, day: text, cell, note } of cells) {
      if (cell === '') continue;
      const day = readDay(text);
      const entry = readCell(cell, kind);
      if (day === undefined) this.#error(line, `“${text}” is not a date.`);
      else if (entry === undefined) this.#error(line, `“${cell}” is not a valid entry for a day (${habit.name}).`);
      else if (entry) entries.push({ day, ...entry, note: this.#note(line, note) });
      else if (note !== '')
        this.#notice(line, `The note “${note.slice(0, 40)}” belongs to a day without a tick and is left out (${habit.name}).`);
    }
    this.habits.push({ ...habit, kind, entries: oneForEachDay(entries) });
  }

  #error(line: number, text: string): void {
    if (!this.errors.some((one) => one.line === line && one.text === text)) this.errors.push({ line, text });
  }

  #notice(line: number, text: string): void {
    this.notices.push({ line, text });
  }

  #note(line: number, note: string): string | null {
    if (note.length > habitLimits.note)
      this.#notice(line, `The note is longer than ${habitLimits.note} characters. The rest is left out.`);
    return note === '' ? null : note.slice(0, habitLimits.note);
  }

  rows(): HabitRows {
    return { source: 'loop', records: withOwnKeys(this.habits), errors: this.errors, notices: this.notices };
  }
}

// Lists of markers as text: Audacity's label track, Adobe Audition's CSV, REAPER's CSV.
import Papa from 'papaparse';
import { fromCsvCell } from '../../files/csv.ts';
import { unnamed, type Marker, type MarkerContext, type MarkerFile } from './marker.ts';

const rowsOf = (text: string, delimiter: string): string[][] =>
  Papa.parse<string[]>(text, { delimiter, skipEmptyLines: true }).data.map((row) => row.map((cell) => cell.trim()));

const MOST_PROBLEMS = 20;

class Lines {
  readonly markers: Marker[] = [];
  readonly #problems: string[] = [];
  #unread = 0;

  fail(line: number, reason: string): void {
    this.#unread += 1;
    if (this.#problems.length < MOST_PROBLEMS) this.#problems.push(`Line ${line}: ${reason}`);
  }

  file(format: string): MarkerFile {
    const rest = this.#unread - this.#problems.length;
    const problems = rest > 0 ? [...this.#problems, `${rest} more lines could not be read.`] : this.#problems;
    return { format, sets: this.markers.length === 0 ? [] : [unnamed(this.markers)], problems };
  }
}

const LABEL = /^\s*(-?\d+(?:[.,]\d+)?)\t(-?\d+(?:[.,]\d+)?)(?:\t(.*))?$/;
const seconds = (text: string): number => Number(text.replace(',', '.'));
const roundedMs = (timeS: number): number => Math.round(timeS * 1000);

export const isAudacity = (text: string): boolean => LABEL.test(text.split(/\r?\n/, 1)[0] ?? '');

/** Start, end and label with tabs between, in seconds; equal times are a point. A line with a backslash has a range of frequencies. */
export function readAudacity(text: string): MarkerFile {
  const lines = new Lines();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('\\')) continue;
    const [, start, end, label = ''] = LABEL.exec(line) ?? [];
    if (start === undefined || end === undefined) lines.fail(index + 1, 'It is not a label with two times.');
    else {
      const [startMs, endMs] = [roundedMs(seconds(start)), roundedMs(seconds(end))];
      lines.markers.push({ startMs, endMs: endMs > startMs ? endMs : null, title: label.trim() });
    }
  }
  return lines.file('Audacity labels');
}

/** `1:08:02.786`, `6:27.253` or `27.253`, in ms. Null for anything else. */
function clockMs(text: string): number | null {
  if (!/^(?:\d+:)?(?:\d+:)?\d+(?:[.,]\d+)?$/.test(text)) return null;
  return roundedMs(text.split(':').reduce((sum, part) => sum * 60 + seconds(part), 0));
}

export const isAudition = (text: string): boolean => /^\uFEFF?Name\tStart\tDuration\tTime Format/i.test(text);

export function readAudition(text: string): MarkerFile {
  const lines = new Lines();
  for (const [index, [title = '', start = '', duration = '', unit = '']] of rowsOf(text, '\t').slice(1).entries()) {
    const [startMs, durationMs] = [clockMs(start), clockMs(duration)];
    if (unit !== 'decimal') lines.fail(index + 2, `Its times are in “${unit}”. Choose decimal times in Audition.`);
    else if (startMs === null) lines.fail(index + 2, `“${start}” is not a time.`);
    else lines.markers.push({ startMs, endMs: durationMs ? startMs + durationMs : null, title });
  }
  return lines.file('Adobe Audition markers');
}

export const isReaper = (text: string): boolean => /^\uFEFF?#,Name,Start,End,Length/i.test(text);

const BARS = /^(\d+)\.(\d+)\.(\d+)$/;
const BEATS_OF_A_BAR = 4;
const MS_OF_A_MINUTE = 60_000;

/**
 * Bars and beats from 1, and hundredths of a beat or finer, with four beats to a bar, as REAPER writes them: `27.2.36` is 26 bars, one beat
 * and 0.36 of a beat.
 */
function barsToMs(text: string, bpm: number): number | null {
  const [, bar, beat, part] = BARS.exec(text) ?? [];
  if (bar === undefined || beat === undefined || part === undefined) return null;
  const beats = (Number(bar) - 1) * BEATS_OF_A_BAR + (Number(beat) - 1) + Number(`0.${part}`);
  return Math.round((beats * MS_OF_A_MINUTE) / bpm);
}

/** Times as hours, minutes and seconds, or as bars and beats, which need the tempo of the track. */
export function readReaper(text: string, { bpm }: MarkerContext): MarkerFile {
  const lines = new Lines();
  const rows = rowsOf(text, ',').slice(1);
  const isInBars = rows.some(([, , start = '']) => BARS.test(start));
  if (isInBars && bpm === null) {
    const problem = 'The times of this file are bars. Set the tempo of the track first, then read the file again.';
    return { format: 'REAPER markers', sets: [], problems: [problem] };
  }
  const timeMs = (cell: string): number | null => {
    if (isInBars && bpm !== null) return barsToMs(cell, bpm);
    // A number without a colon or a point may be samples or frames.
    return /[:.]/.test(cell) ? clockMs(cell) : null;
  };
  for (const [index, [key = '', title = '', start = '', end = '']] of rows.entries()) {
    const [startMs, endMs] = [timeMs(start), timeMs(end)];
    if (startMs === null)
      lines.fail(index + 2, `“${start}” is not a time that can be read: choose minutes and seconds in REAPER.`);
    else
      lines.markers.push({ startMs, endMs: endMs !== null && endMs > startMs ? endMs : null, title: fromCsvCell(title) || key });
  }
  const file = lines.file('REAPER markers');
  const note = `The times are bars: read at ${bpm ?? 0} BPM with four beats to a bar, from the start of the track.`;
  return isInBars && file.sets.length > 0 ? { ...file, problems: [note, ...file.problems] } : file;
}

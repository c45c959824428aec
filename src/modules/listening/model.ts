// What the pages of listening show, from the rows.
import { addDays } from '#schema/day.ts';
import { CATEGORIES, readPlan, type Category, type Measure, type PlannedPrompt } from '#schema/listening/rules/prompts.ts';
import { formatNumber } from '#src/format/numbers.ts';
import type { TrackSummary } from '../tracks/public.ts';
import type { AnswerDayRow, AnswerRow, PresetRow, PromptRow } from './queries.ts';
import { strings } from './strings.ts';

export interface PresetView {
  preset: PresetRow;
  prompts: PlannedPrompt[];
  seconds: number;
}

/** Presets of which a prompt is left, with those that can be asked. */
export function presetViews(presets: readonly PresetRow[], prompts: readonly PromptRow[]): PresetView[] {
  const known = new Set(prompts.filter(({ is_active }) => is_active).map(({ id }) => id));
  return presets.flatMap((preset) => {
    const planned = readPlan(preset.config).filter(({ templateId }) => known.has(templateId));
    if (planned.length === 0) return [];
    return [{ preset, prompts: planned, seconds: planned.reduce((sum, { seconds }) => sum + seconds, 0) }];
  });
}

export interface PlannedView {
  prompt: PromptRow;
  seconds: number;
  answer: AnswerRow | undefined;
}

export function plannedViews(plan: unknown, prompts: readonly PromptRow[], answers: readonly AnswerRow[]): PlannedView[] {
  return readPlan(plan).flatMap(({ templateId, seconds }) => {
    const prompt = prompts.find(({ id }) => id === templateId);
    return prompt ? [{ prompt, seconds, answer: answers.find(({ template_id }) => template_id === templateId) }] : [];
  });
}

export interface CategoryTrend {
  category: Category;
  lately: number;
  before: number;
}

const PERIOD_DAYS = 30;

export function trendsOf(rows: readonly AnswerDayRow[], today: string): CategoryTrend[] {
  const [from, start] = [addDays(today, 1 - PERIOD_DAYS), addDays(today, 1 - 2 * PERIOD_DAYS)];
  return CATEGORIES.map((category) => {
    const own = rows.filter((row) => row.category === category);
    const sum = (isIn: (day: string) => boolean) => own.reduce((total, { day, count }) => total + (isIn(day) ? count : 0), 0);
    return { category, lately: sum((day) => day >= from), before: sum((day) => day >= start && day < from) };
  });
}

export const isCategory = (value: string): value is Category => (CATEGORIES as readonly string[]).includes(value);

export interface MeasuredRow {
  name: string;
  yours: string;
  reference: string;
}

type Figures = (summary: TrackSummary, sectionCount: number | null) => readonly (readonly [string, string])[];

const words = strings.measures;
const inUnit = (value: number | null | undefined, unit: string): string =>
  value === null || value === undefined ? '–' : `${formatNumber(Math.round(value * 10) / 10)} ${unit}`.trim();
const share = (value: number | null | undefined): string => (value === null || value === undefined ? '–' : value.toFixed(2));

/** Mean level of a range of the average spectrum against the whole, in dB. */
function rangeDb({ balance }: TrackSummary, fromHz: number, toHz: number): number | null {
  const power = (points: readonly { db: number }[]) => points.reduce((sum, { db }) => sum + 10 ** (db / 10), 0);
  const inside = power(balance.filter(({ hz }) => hz >= fromHz && hz < toHz));
  const all = power(balance);
  return inside > 0 && all > 0 ? 10 * Math.log10(inside / all) : null;
}

function lowWidth({ stereo }: TrackSummary): number | null {
  const bands = stereo?.bands.slice(0, 6) ?? [];
  return bands.length === 0 ? null : bands.reduce((sum, { width }) => sum + width, 0) / bands.length;
}

const figures: Readonly<Record<Measure, Figures>> = {
  loudness: (summary) => [
    [words.integrated, inUnit(summary.integratedLufs, 'LUFS')],
    [words.range, inUnit(summary.rangeLu, 'LU')],
  ],
  dynamics: (summary) => [
    [words.plr, inUnit(summary.plrDb, 'dB')],
    [words.crest, inUnit(summary.crestDb, 'dB')],
  ],
  peak: (summary) => [[words.truePeak, inUnit(summary.truePeakDb, 'dBTP')]],
  width: (summary) => [
    [words.width, share(summary.stereo?.width)],
    [words.correlation, share(summary.stereo?.correlation)],
  ],
  low_end: (summary) => [
    [words.low, inUnit(rangeDb(summary, 0, 120), 'dB')],
    [words.lowWidth, share(lowWidth(summary))],
  ],
  tonal: (summary) => [
    [words.tonalLow, inUnit(rangeDb(summary, 60, 250), 'dB')],
    [words.tonalMiddle, inUnit(rangeDb(summary, 250, 2_000), 'dB')],
    [words.tonalHigh, inUnit(rangeDb(summary, 2_000, 6_000), 'dB')],
    [words.tonalAir, inUnit(rangeDb(summary, 6_000, 24_000), 'dB')],
  ],
  tempo: ({ tempo }) => [[words.tempo, tempo ? tempoWords(tempo) : '–']],
  key: ({ key }) => [[words.key, key?.key ?? '–']],
  form: (_summary, sectionCount) => [[words.sections, sectionCount === null ? '–' : String(sectionCount)]],
};

function tempoWords({ bpm, alternatives }: NonNullable<TrackSummary['tempo']>): string {
  const others = alternatives.slice(0, 2).map((one) => formatNumber(Math.round(one.bpm)));
  return others.length === 0 ? inUnit(bpm, 'bpm') : words.tempoOr(formatNumber(Math.round(bpm)), others.join(', '));
}

export interface MeasuredTrack {
  summary: TrackSummary;
  sectionCount: number | null;
}

/** What was measured of both tracks, for the measures that a prompt names. */
export function measuredRows(measures: readonly string[], yours: MeasuredTrack, reference: MeasuredTrack | null): MeasuredRow[] {
  return measures.flatMap((measure) => {
    const of = figures[measure as Measure] as Figures | undefined;
    if (!of) return [];
    const others = reference ? of(reference.summary, reference.sectionCount) : [];
    return of(yours.summary, yours.sectionCount).map(([name, value], place) => ({
      name,
      yours: value,
      reference: others[place]?.[1] ?? '',
    }));
  });
}

/** `4`, `+2`, `−1`. */
export const formatGrade = (kind: string, grade: number): string => {
  if (kind !== 'comparison') return String(grade);
  return grade > 0 ? `+${grade}` : grade < 0 ? `−${-grade}` : '0';
};

/** The choices of a select, in their order. */
export const optionsOf = <Value extends string>(values: readonly Value[], names: Readonly<Record<Value, string>>) =>
  values.map((value) => ({ value, label: names[value] }));

// What a listening prompt is and how it is answered. Invariant: the values stand in rows, so their names never change.

export const CATEGORIES = [
  'spatial',
  'stereo',
  'transparency',
  'balance',
  'timbre',
  'noise',
  'arrangement',
  'dynamics',
  'low_end',
  'rhythm',
  'form',
  'vocals',
] as const;
export type Category = (typeof CATEGORIES)[number];

export const DIFFICULTIES = ['beginner', 'intermediate', 'advanced', 'expert'] as const;
export type Difficulty = (typeof DIFFICULTIES)[number];

/** A note is always possible; a grade is 1 to 5, a comparison −3 to 3 against the reference. */
export const ANSWER_KINDS = ['note', 'grades', 'comparison', 'marks'] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

/** Whether an answer has a grade on a scale, whose two ends have a word each. */
export const isGraded = (kind: string): kind is 'grades' | 'comparison' => kind === 'grades' || kind === 'comparison';

/** What the analysis measured of a track, shown beside the answer. */
export const MEASURES = ['loudness', 'dynamics', 'peak', 'width', 'low_end', 'tonal', 'tempo', 'key', 'form'] as const;
export type Measure = (typeof MEASURES)[number];

export const GRADES = { least: 1, most: 5 } as const;
export const COMPARISON = { least: -3, most: 3 } as const;

export const isGradeOf = (kind: AnswerKind, grade: number): boolean => {
  if (kind === 'grades') return grade >= GRADES.least && grade <= GRADES.most;
  return kind === 'comparison' && grade >= COMPARISON.least && grade <= COMPARISON.most;
};

/** A prompt of a preset, with its time. */
export interface PlannedPrompt {
  templateId: string;
  seconds: number;
}

/** The prompts of a preset or a session, as their JSON column holds them; what cannot be read is left out. */
export function readPlan(value: unknown): PlannedPrompt[] {
  const prompts = (value as { prompts?: unknown } | null)?.prompts;
  if (!Array.isArray(prompts)) return [];
  return prompts.flatMap((one: unknown) => {
    const { templateId, seconds } = (one ?? {}) as Partial<PlannedPrompt>;
    return typeof templateId === 'string' && typeof seconds === 'number' ? [{ templateId, seconds }] : [];
  });
}

/** A moment or a region of the track, with a word on it. */
export interface Mark {
  startMs: number;
  endMs: number | null;
  text: string;
}

export function readMarks(value: unknown): Mark[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown) => {
    const { startMs, endMs, text } = (one ?? {}) as Partial<Mark>;
    if (typeof startMs !== 'number') return [];
    return [{ startMs, endMs: typeof endMs === 'number' ? endMs : null, text: typeof text === 'string' ? text : '' }];
  });
}

export const readTexts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

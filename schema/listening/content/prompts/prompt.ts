// What a shipped prompt is, in the files that hold them.
import type { AnswerKind, Category, Difficulty, Measure } from '../../rules/prompts.ts';

export interface Prompt {
  key: string;
  category: Category;
  difficulty: Difficulty;
  name: string;
  text: string;
  answer: AnswerKind;
  /** The ends of the scale, for grades and comparisons. */
  scale?: readonly [low: string, high: string];
  hints: readonly string[];
  expected: readonly string[];
  measures: readonly Measure[];
  seconds: number;
}

type Rest = Omit<Prompt, 'key' | 'category' | 'difficulty' | 'name' | 'text' | 'answer' | 'measures' | 'seconds'>;
const SECONDS = { beginner: 60, intermediate: 90, advanced: 120, expert: 150 } as const;

export const promptsOf =
  (category: Category) =>
  (
    key: string,
    difficulty: Difficulty,
    name: string,
    answer: AnswerKind,
    text: string,
    measures: readonly Measure[],
    rest: Rest,
  ): Prompt => ({ key, category, difficulty, name, text, answer, measures, seconds: SECONDS[difficulty], ...rest });

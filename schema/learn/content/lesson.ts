// What one lesson is, in the file that holds it.
import type { Figures } from '../rules/figures.ts';
import type { Question } from '../rules/quiz.ts';

export interface Source {
  /** Authors, year, title, where it was published. */
  text: string;
  url?: string;
}

export interface Lesson {
  /** Never changes: people's progress and cards refer to it. */
  key: string;
  topic: string;
  title: string;
  /** One sentence: what one can do afterwards. */
  description: string;
  difficulty: 'beginner' | 'intermediate' | 'advanced';
  figures: Figures;
  /** Markdown. A line `{{name}}` shows the figure of that name. */
  text: string;
  quiz: readonly Question[];
  sources: readonly Source[];
}

export const lesson = (content: Lesson): Lesson => content;

export const wordCount = (text: string): number =>
  text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word) && !word.startsWith('{{')).length;

const WORDS_PER_MINUTE = 180;
const MINUTES_PER_QUESTION = 0.5;

export const minutesOf = ({ text, quiz }: Lesson): number =>
  Math.round(wordCount(text) / WORDS_PER_MINUTE + quiz.length * MINUTES_PER_QUESTION);

// What learn does beyond saving one command: it makes ids, and takes back putting a card aside.
import { newId } from '#schema/ids.ts';
import type { DrillTrial } from '#schema/learn/rules/drills.ts';
import type { Answers } from '#schema/learn/rules/quiz.ts';
import type { Rating } from '#schema/learn/rules/review.ts';
import type { SaveOutcome } from '#src/ui/save-outcome.ts';
import { showToast } from '#src/ui/toast.tsx';
import type { Run, Save } from '../use-run.ts';
import type { CardView } from './model.ts';
import { strings } from './strings.ts';

export const answerQuiz = (save: Save, lessonId: string, day: string, answers: Answers): Promise<SaveOutcome> =>
  save('learn.answerQuiz', {
    id: newId(),
    lessonId,
    day,
    answers: Object.fromEntries(Object.entries(answers).map(([key, answer]) => [key, [...answer]])),
  });

export interface DrillRun {
  id: string;
  drillId: string;
  day: string;
  startedAt: string;
  trials: readonly DrillTrial[];
  region: DrillRegion | null;
}

/** The part of an own track that a drill is practised on. */
export interface DrillRegion {
  trackId: string;
  startMs: number;
  endMs: number;
}

export const finishDrill = (save: Save, { region, trials, ...run }: DrillRun): Promise<SaveOutcome> =>
  save('learn.finishDrill', {
    ...run,
    trials: trials.map(({ asked, given, ...trial }) => ({ ...trial, asked: [...asked], given: [...given] })),
    ...(region && { region }),
  });

const sourceOf = ({ card: { source_kind, source_id, item } }: CardView) => ({
  sourceKind: source_kind as 'lesson' | 'drill' | 'listening',
  sourceId: source_id,
  item,
});

/** The id of the review, for taking it back; null when it was refused. */
export async function reviewCard(run: Run, view: CardView, rating: Rating, day: string): Promise<string | null> {
  const id = newId();
  return (await run('learn.review', { id, ...sourceOf(view), rating, day })) ? id : null;
}

export async function putCardAside(run: Run, view: CardView): Promise<void> {
  if (!(await run('learn.putCardAside', sourceOf(view)))) return;
  const bringBack = () => void run('learn.keepCard', sourceOf(view));
  showToast({ message: strings.review.putAside, action: { label: strings.undo, run: bringBack } });
}

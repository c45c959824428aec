// How far a lesson is read: the parts of the text that were on the screen. Saved after a pause and when the page is left.
import { useCallback, useEffect, useRef, useState, type RefCallback } from 'react';
import { useRun } from '#src/modules/use-run.ts';
import type { LessonRow } from '../../queries.ts';

const SAVE_AFTER_MS = 2_000;
/** Below this nobody would miss a way back to it. */
const WORTH_RESUMING = 0.15;

interface Reading {
  refOf(part: number): RefCallback<HTMLElement>;
  /** The part where the reader stopped the last time, when that is not the beginning. */
  resumeAt: number | null;
  resume(): void;
}

export function useReading({ id, position, status }: LessonRow, partCount: number): Reading {
  const run = useRun();
  const elements = useRef(new Map<number, HTMLElement>());
  const furthest = useRef(position ?? 0);
  const saved = useRef(position ?? 0);
  // Where it stood when the page was opened; reading on does not move the offer.
  const [resumeAt, setResumeAt] = useState(() => partToResume(position, status, partCount));

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const save = () => {
      clearTimeout(timer);
      if (furthest.current <= saved.current) return;
      saved.current = furthest.current;
      void run('learn.read', { lessonId: id, position: furthest.current });
    };
    const observer = new IntersectionObserver((entries) => {
      const seen = entries.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => partOf(target));
      const reached = Math.max(0, ...seen.map((part) => (part + 1) / partCount));
      if (reached <= furthest.current) return;
      furthest.current = reached;
      clearTimeout(timer);
      timer = setTimeout(save, SAVE_AFTER_MS);
    });
    for (const element of elements.current.values()) observer.observe(element);
    addEventListener('pagehide', save);
    return () => {
      observer.disconnect();
      removeEventListener('pagehide', save);
      save();
    };
  }, [run, id, partCount]);

  const refOf = useCallback(
    (part: number): RefCallback<HTMLElement> =>
      (element) => {
        if (element) elements.current.set(part, element);
        else elements.current.delete(part);
      },
    [],
  );
  const resume = useCallback(() => {
    if (resumeAt === null) return;
    elements.current.get(resumeAt)?.scrollIntoView({ block: 'start' });
    setResumeAt(null);
  }, [resumeAt]);
  return { refOf, resumeAt, resume };
}

const partOf = (target: Element): number => Number((target as HTMLElement).dataset['part'] ?? 0);

function partToResume(position: number | null, status: LessonRow['status'], partCount: number): number | null {
  if (position === null || status !== 'in_progress' || position < WORTH_RESUMING || position >= 1) return null;
  return Math.min(partCount - 1, Math.round(position * partCount) - 1);
}

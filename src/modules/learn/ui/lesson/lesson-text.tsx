// The text of a lesson with its figures.
import type { RefCallback } from 'react';
import { textParts } from '#schema/learn/rules/figures.ts';
import { Markdown } from '#src/ui/markdown.tsx';
import { readFigures } from '../../model.ts';
import { FigureView } from '../figures/figure-view.tsx';
import classes from './lesson.module.css';

interface LessonTextProps {
  markdown: string;
  figures: unknown;
  /** The element of each part, for a page that knows what was read. */
  refOf?(part: number): RefCallback<HTMLElement>;
}

export function LessonText({ markdown, figures: given, refOf }: LessonTextProps) {
  const figures = readFigures(given);
  return (
    <article className={classes.article}>
      {textParts(markdown).map((part, index) => (
        <div key={part.kind === 'text' ? part.text : part.name} ref={refOf?.(index)} data-part={index}>
          {part.kind === 'text' ? <Markdown text={part.text} /> : <Figure name={part.name} figures={figures} />}
        </div>
      ))}
    </article>
  );
}

function Figure({ name, figures }: { name: string; figures: ReturnType<typeof readFigures> }) {
  const figure = figures[name];
  return figure ? <FigureView figure={figure} /> : null;
}

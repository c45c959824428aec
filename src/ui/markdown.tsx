// Markdown as people write it: paragraphs, lists, tables, links, and tasks that can be ticked. No HTML of the text is ever rendered.
import { Checkbox } from '@mantine/core';
import { createContext, use, type ReactNode } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import classes from './markdown.module.css';

interface MarkdownProps {
  text: string;
  /** Called with the text as it is once a task was ticked or unticked. Without it tasks are only shown. */
  onChange?(text: string): void;
}

const TASK = /^(\s*(?:[-*+]|\d+[.)])\s+\[)([ xX])(\])/;

/** The text with the task that begins at `offset` ticked, or unticked if it was. */
export function toggleTask(text: string, offset: number): string {
  const task = text.slice(offset).replace(TASK, (_match, head: string, mark: string, tail: string) => {
    return `${head}${mark === ' ' ? 'x' : ' '}${tail}`;
  });
  return text.slice(0, offset) + task;
}

const TextContext = createContext<MarkdownProps>({ text: '' });

const components: Components = {
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  ),
  // The box is drawn by its list item, which knows where in the text the task is.
  input: () => null,
  li: ({ node, className, children }) =>
    className?.includes('task-list-item') ? (
      <Task offset={node?.position?.start.offset ?? 0}>{children}</Task>
    ) : (
      <li>{children}</li>
    ),
};

export function Markdown(props: MarkdownProps) {
  return (
    <div className={classes.markdown}>
      <TextContext value={props}>
        <ReactMarkdown remarkPlugins={[remarkGfm]} components={components}>
          {props.text}
        </ReactMarkdown>
      </TextContext>
    </div>
  );
}

function Task({ offset, children }: { offset: number; children: ReactNode }) {
  const { text, onChange } = use(TextContext);
  const isDone = TASK.exec(text.slice(offset))?.[2] !== ' ';
  return (
    <li className={classes.task}>
      <Checkbox
        checked={isDone}
        disabled={!onChange}
        onChange={() => onChange?.(toggleTask(text, offset))}
        label={<span>{children}</span>}
      />
    </li>
  );
}

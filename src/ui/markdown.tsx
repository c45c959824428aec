// Markdown as people write it: paragraphs, lists, tables, links, and tasks that can be ticked. The text is not trusted: no HTML of it
// is rendered, links lead to web and mail addresses only, and no picture is loaded from another site.
import { Checkbox } from '@mantine/core';
import { createContext, use, type ComponentType, type ReactNode } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { isSafeHref, linkTitles, NOTE_LINK, titleOfLink } from './markdown-links.ts';
import classes from './markdown.module.css';

interface MarkdownProps {
  text: string;
  /** Called with the text as it is once a task was ticked or unticked. Without it tasks are only shown. */
  onChange?(text: string): void;
  /** Instead of `onChange`: called with the offset of the task's list item. */
  onTask?(offset: number, isDone: boolean): void;
  /** Shows [[Title]] as a link; without it such words are text. */
  NoteLink?: ComponentType<{ title: string; children: ReactNode }>;
  /** Shows a picture by its address; without it the words that stand for the picture are shown. */
  Picture?: ComponentType<{ src: string; alt: string }>;
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
  a: ({ href, children }) => <MarkdownLink href={href}>{children}</MarkdownLink>,
  img: ({ src, alt }) => <Picture src={typeof src === 'string' ? src : ''} alt={alt ?? ''} />,
  // The box is drawn by its list item, which knows where in the text the task is.
  input: () => null,
  li: ({ node, className, children }) =>
    className?.includes('task-list-item') ? (
      <Task offset={node?.position?.start.offset ?? 0}>{children}</Task>
    ) : (
      <li>{children}</li>
    ),
};

const plugins = [remarkGfm];
const pluginsWithTitles = [remarkGfm, linkTitles];
/** What is allowed is decided where it is rendered: an address of a picture may mean something else than one of a link. */
const keepUrl = (url: string): string => url;

export function Markdown(props: MarkdownProps) {
  return (
    <div className={classes.markdown}>
      <TextContext value={props}>
        <ReactMarkdown
          remarkPlugins={props.NoteLink ? pluginsWithTitles : plugins}
          components={components}
          urlTransform={keepUrl}
        >
          {props.text}
        </ReactMarkdown>
      </TextContext>
    </div>
  );
}

function MarkdownLink({ href = '', children }: { href: string | undefined; children: ReactNode }) {
  const { NoteLink } = use(TextContext);
  if (NoteLink && href.startsWith(NOTE_LINK)) {
    return <NoteLink title={titleOfLink(href)}>{children}</NoteLink>;
  }
  if (!isSafeHref(href)) return <span>{children}</span>;
  if (href.startsWith('#')) return <a href={href}>{children}</a>;
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  );
}

function Picture({ src, alt }: { src: string; alt: string }) {
  const { Picture: Shown } = use(TextContext);
  return Shown ? <Shown src={src} alt={alt} /> : <span>{alt}</span>;
}

function Task({ offset, children }: { offset: number; children: ReactNode }) {
  const { text, onChange, onTask } = use(TextContext);
  const isDone = TASK.exec(text.slice(offset))?.[2] !== ' ';
  return (
    <li className={classes.task}>
      <Checkbox
        checked={isDone}
        disabled={!onChange && !onTask}
        onChange={() => {
          onTask?.(offset, !isDone);
          onChange?.(toggleTask(text, offset));
        }}
        label={<span>{children}</span>}
      />
    </li>
  );
}

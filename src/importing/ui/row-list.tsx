// Rows of a file that are unreadable or lose a value, each with its line; and the lists of a preview, which show their first
// rows.
import { Button, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { RowError } from '#schema/files/format.ts';
import { Section } from '#src/ui/section.tsx';
import { strings } from '../strings.ts';
import classes from './row-list.module.css';

/** The unreadable rows, and the values left out of readable ones; renders nothing when all rows are complete. */
export const RowProblems = ({ errors, notices }: { errors: readonly RowError[]; notices: readonly RowError[] }) => (
  <>
    {errors.length > 0 && <LineList title={strings.errorsTitle(errors.length)} description={strings.errorsText} rows={errors} />}
    {notices.length > 0 && (
      <LineList title={strings.noticesTitle(notices.length)} description={strings.noticesText} rows={notices} />
    )}
  </>
);

interface LineListProps {
  title: string;
  description: string;
  rows: readonly RowError[];
}

const LineList = ({ title, description, rows }: LineListProps) => (
  <Section title={title} description={description}>
    <ShortList
      showAll={strings.showAllRows}
      rows={rows.map(({ line, text }) => (
        <PreviewRow
          key={`${line}-${text}`}
          before={
            <Text component="span" className={`tabular ${classes.line}`} c="dimmed">
              {strings.line(line)}
            </Text>
          }
          words={text}
        />
      ))}
    />
  </Section>
);

interface PreviewRowProps {
  before?: ReactNode;
  words: ReactNode;
  after?: ReactNode;
  /** On phones, `after` gets a line of its own. */
  isWrapped?: boolean;
}

/** One row of a preview's list. */
export const PreviewRow = ({ before, words, after, isWrapped = false }: PreviewRowProps) => (
  <li className={classes.row} data-wrapped={isWrapped || undefined}>
    {before}
    <span className={classes.words}>{words}</span>
    {after}
  </li>
);

export const PreviewList = ({ children }: { children: ReactNode }) => <ul className={classes.list}>{children}</ul>;

const SHOWN = 8;

/** The first rows, and all of them on request. */
export function ShortList({ rows, showAll }: { rows: readonly ReactNode[]; showAll: string }) {
  const [isWhole, setWhole] = useState(false);
  return (
    <>
      <PreviewList>{rows.slice(0, isWhole ? undefined : SHOWN)}</PreviewList>
      {!isWhole && rows.length > SHOWN && (
        <Button variant="subtle" fullWidth onClick={() => setWhole(true)}>
          {showAll}
        </Button>
      )}
    </>
  );
}

// What stands where a list is: nothing there yet, nothing that matches, or how many there are and the list.
// Invariant: it is given rows that were read. While they are read WhenRead shows a stand-in: loading is never "empty".
import { Button, Text } from '@mantine/core';
import { IconSearchOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { EmptyPlace } from '../empty-place.tsx';
import classes from './list-page.module.css';

interface ListStatesProps {
  count: number;
  /** Whether a search or a filter leaves rows out. */
  isNarrowed: boolean;
  /** Takes the search and all filters back. */
  onClear(): void;
  /** What the place is for and the first step. */
  empty?: ReactNode;
  none: string;
  noneText: string;
  /** How many there are, in words. */
  words: ReactNode;
  /** Buttons beside the words. */
  tools?: ReactNode;
  children: ReactNode;
}

export function ListStates({ count, isNarrowed, onClear, empty, none, noneText, words, tools, children }: ListStatesProps) {
  if (count === 0 && !isNarrowed) return empty;
  if (count === 0) {
    return (
      <EmptyPlace
        icon={IconSearchOff}
        title={none}
        action={
          <Button variant="default" onClick={onClear}>
            Clear search and filters
          </Button>
        }
      >
        {noneText}
      </EmptyPlace>
    );
  }
  return (
    <div>
      <div className={classes.head}>
        <Text size="sm" c="dimmed" role="status" className="tabular">
          {words}
        </Text>
        {tools !== undefined && <div className={classes.tools}>{tools}</div>}
      </div>
      {children}
    </div>
  );
}

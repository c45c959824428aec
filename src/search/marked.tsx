// A text with the matches of a search marked.
import { Mark } from '@mantine/core';
import { Fragment } from 'react';
import { highlight } from './highlight.ts';

export const Marked = ({ text, typed }: { text: string; typed: string }) => (
  <>
    {highlight(text, typed).map(({ text: part, isFound }, at) => (
      // oxlint-disable-next-line react/no-array-index-key -- The parts of a text have no other name than their order.
      <Fragment key={at}>{isFound ? <Mark>{part}</Mark> : part}</Fragment>
    ))}
  </>
);

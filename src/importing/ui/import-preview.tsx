// What a file contains, item by item, before it is imported: each item that is not here yet can be left out.
import { Button, Stack } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { RowError } from '#schema/files/format.ts';
import { Section } from '#src/ui/section.tsx';
import { strings } from '../strings.ts';
import { RowProblems, ShortList } from './row-list.tsx';

export interface RowChoice {
  /** The item has something that is not here yet. */
  isFresh: boolean;
  isTaken: boolean;
  onToggle(): void;
}

interface ImportPreviewProps<Item> {
  words: {
    foundText: string;
    showAll: string;
    nothing: string;
    nothingNew: string;
    noneChosen: string;
    run(count: number): string;
  };
  title: string;
  items: readonly Item[];
  isFresh(item: Item): boolean;
  problems: { errors: readonly RowError[]; notices: readonly RowError[] };
  renderRow(item: Item, choice: RowChoice): ReactNode;
  /** Gets the keys of the items that were left out. */
  onRun(leftOut: string[]): void;
  onReset(): void;
}

export function ImportPreview<Item extends { key: string }>(props: ImportPreviewProps<Item>) {
  const { words, title, items, isFresh, problems, renderRow, onRun, onReset } = props;
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const fresh = new Set(items.filter(isFresh));
  const chosen = [...fresh].filter(({ key }) => !leftOut.has(key));
  const toggle = (key: string): void => setLeftOut(leftOut.has(key) ? without(leftOut, key) : new Set([...leftOut, key]));
  const runWords =
    items.length === 0
      ? words.nothing
      : fresh.size === 0
        ? words.nothingNew
        : chosen.length === 0
          ? words.noneChosen
          : words.run(chosen.length);
  return (
    <Stack gap="lg">
      <Section title={title} description={words.foundText}>
        <ShortList
          showAll={words.showAll}
          rows={items.map((item) =>
            renderRow(item, {
              isFresh: fresh.has(item),
              isTaken: !leftOut.has(item.key),
              onToggle: () => toggle(item.key),
            }),
          )}
        />
      </Section>
      <RowProblems errors={problems.errors} notices={problems.notices} />
      <Stack gap="xs">
        <Button size="lg" disabled={chosen.length === 0} onClick={() => onRun([...leftOut])}>
          {runWords}
        </Button>
        <Button variant="default" onClick={onReset}>
          {strings.another}
        </Button>
      </Stack>
    </Stack>
  );
}

const without = (keys: ReadonlySet<string>, key: string): Set<string> => new Set([...keys].filter((one) => one !== key));

// How an import ended: what was imported, what was refused and why, and the way back, now and later.
import { Button, Group, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { ImportDomain, ImportItem } from '#schema/formats.ts';
import { Confirm } from '#src/ui/confirm.tsx';
import { Section } from '#src/ui/section.tsx';
import { strings } from '../strings.ts';
import type { ImportState } from '../use-import.ts';
import { PreviewList, PreviewRow } from './row-list.tsx';

interface UndoWords {
  undo: string;
  undoTitle: string;
  undoText(count: number): string;
}

interface BeforeWords extends UndoWords {
  importedBefore(count: number): string;
  importedBeforeText: string;
}

export interface ImportResultWords extends BeforeWords {
  done(count: number): string;
  cancelled(count: number): string;
  refused(count: number): string;
  undone(count: number): string;
}

interface ImportEndedProps<Domain extends ImportDomain> {
  state: Extract<ImportState<Domain>, { kind: 'ended' }>;
  /** What was saved, as the person counts it. */
  count: number;
  words: ImportResultWords;
  /** Names a refused item. */
  nameOf(item: ImportItem<Domain>): string;
  /** A link to what was imported. */
  onward: ReactNode;
  onUndo(): void;
  onReset(): void;
}

export function ImportEnded<Domain extends ImportDomain>(props: ImportEndedProps<Domain>) {
  const { state, count, words, nameOf, onward, onUndo, onReset } = props;
  const { saved, isStopped } = state;
  return (
    <>
      <Section title={isStopped || saved.failure !== null ? words.cancelled(count) : words.done(count)}>
        {saved.failure !== null && (
          <Text mb="md" role="alert">
            {strings.failed}. {saved.failure}
          </Text>
        )}
        <Group>
          {onward}
          <Button variant="default" onClick={onReset}>
            {strings.another}
          </Button>
          {count > 0 && <UndoButton variant="subtle" count={count} words={words} onUndo={onUndo} />}
        </Group>
      </Section>
      {saved.refusals.length > 0 && (
        <Section title={words.refused(saved.refusals.length)}>
          <PreviewList>
            {saved.refusals.map(({ item, text }) => (
              <PreviewRow
                key={nameOf(item)}
                words={
                  <>
                    {nameOf(item)}
                    <Text component="span" size="sm" c="dimmed">
                      {text}
                    </Text>
                  </>
                }
              />
            ))}
          </PreviewList>
        </Section>
      )}
    </>
  );
}

export const ImportUndone = ({ title, onReset }: { title: string; onReset(): void }) => (
  <Section title={title}>
    <Button variant="default" onClick={onReset}>
      {strings.another}
    </Button>
  </Section>
);

interface ImportedBeforeProps {
  count: number;
  words: BeforeWords;
  onUndo(): void;
}

/** What earlier imports brought can be taken back without the file. */
export function ImportedBefore({ count, words, onUndo }: ImportedBeforeProps) {
  if (count === 0) return null;
  return (
    <Section title={words.importedBefore(count)} description={words.importedBeforeText}>
      <UndoButton variant="default" count={count} words={words} onUndo={onUndo} />
    </Section>
  );
}

interface UndoButtonProps {
  variant: 'default' | 'subtle';
  count: number;
  words: UndoWords;
  onUndo(): void;
}

function UndoButton({ variant, count, words, onUndo }: UndoButtonProps) {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button variant={variant} onClick={() => setAsking(true)}>
        {words.undo}
      </Button>
      {isAsking && (
        <Confirm
          isDangerous
          title={words.undoTitle}
          text={words.undoText(count)}
          confirm={words.undo}
          keep={strings.cancel}
          onClose={() => setAsking(false)}
          onConfirm={onUndo}
        />
      )}
    </>
  );
}

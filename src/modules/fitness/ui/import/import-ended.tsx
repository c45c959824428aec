// How an import ended: what was imported, what was refused and why, and the way back.
import { Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDayWithYear } from '#src/format/days.ts';
import { PreviewList, PreviewRow, importStrings, type ImportState } from '#src/importing/public.ts';
import { Section } from '#src/ui/section.tsx';
import { strings } from '../../strings.ts';
import { Confirm } from '#src/ui/confirm.tsx';

const words = strings.importPage;

interface EndedProps {
  state: Extract<ImportState<'fitness'>, { kind: 'ended' }>;
  onUndo(): void;
  onReset(): void;
}

export function Ended({ state: { saved, isStopped }, onUndo, onReset }: EndedProps) {
  const [isAsking, setAsking] = useState(false);
  const done = saved.items.length;
  const title = isStopped || saved.failure !== null ? words.cancelled(done) : words.done(done);
  return (
    <>
      <Section title={title}>
        {saved.failure !== null && (
          <Text mb="md" role="alert">
            {importStrings.failed}. {saved.failure}
          </Text>
        )}
        <Group>
          <Button component={Link} to="/train/history">
            {words.toHistory}
          </Button>
          <Button variant="default" onClick={onReset}>
            {importStrings.another}
          </Button>
          {done > 0 && (
            <Button variant="subtle" onClick={() => setAsking(true)}>
              {words.undo}
            </Button>
          )}
        </Group>
      </Section>
      {saved.refusals.length > 0 && (
        <Section title={words.refused(saved.refusals.length)}>
          <PreviewList>
            {saved.refusals.map(({ item: { name, startedAt }, text }) => (
              <PreviewRow
                key={`${startedAt} ${name}`}
                words={
                  <>
                    {formatDayWithYear(startedAt.slice(0, 10))} · {name}
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
      {isAsking && (
        <Confirm
          isDangerous
          title={words.undoTitle}
          text={words.undoText(done)}
          confirm={words.undo}
          keep={strings.cancel}
          onClose={() => setAsking(false)}
          onConfirm={onUndo}
        />
      )}
    </>
  );
}

export const Undone = ({ count, onReset }: { count: number; onReset(): void }) => (
  <Section title={words.undone(count)}>
    <Button variant="default" onClick={onReset}>
      {importStrings.another}
    </Button>
  </Section>
);

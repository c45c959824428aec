// Bringing a history from Strong: choose the file, see what is in it and what becomes of it, import, with a number and a stop.
import { Button, FileButton, Group, Progress, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { WeightUnit } from '#schema/rules/fitness/weight-units.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { Page } from '#src/ui/page.tsx';
import { Section } from '#src/ui/section.tsx';
import { formatDayWithYear, formatNumber } from '../format.ts';
import { useImport, type ImportState } from '../import/use-import.ts';
import { strings } from '../strings.ts';
import { ErrorList, MatchList } from './import-lists.tsx';
import classes from './session.module.css';

const words = strings.importPage;

export function ImportPage() {
  const { state, read, run, stop, reset } = useImport();
  return (
    <Page title={words.title} description={words.description}>
      {state.kind === 'choosing' && <ChooseFile onChoose={(file) => void read(file)} />}
      {state.kind === 'reading' && <Text role="status">{words.reading} …</Text>}
      {state.kind === 'not-strong' && (
        <EmptyPlace icon={IconFileImport} title={words.notStrong} action={<Button onClick={reset}>{words.another}</Button>}>
          {state.reason}
        </EmptyPlace>
      )}
      {state.kind === 'preview' && (
        <Preview
          key={state.unit}
          state={state}
          onUnit={(unit) => void read(state.file, unit)}
          onRun={(keepOwn) => void run(keepOwn)}
          onReset={reset}
        />
      )}
      {state.kind === 'running' && <Running done={state.done} total={state.total} onStop={stop} />}
      {state.kind === 'ended' && <Ended state={state} onReset={reset} />}
    </Page>
  );
}

function ChooseFile({ onChoose }: { onChoose(file: File): void }) {
  return (
    <EmptyPlace
      icon={IconFileImport}
      title={words.choose}
      action={
        <FileButton
          accept=".csv,text/csv"
          onChange={(file) => file && onChoose(file)}
          inputProps={{ 'aria-label': words.choose }}
        >
          {(props) => <Button {...props}>{words.choose}</Button>}
        </FileButton>
      }
    >
      {words.chooseText}
    </EmptyPlace>
  );
}

interface PreviewProps {
  state: Extract<ImportState, { kind: 'preview' }>;
  onUnit(unit: WeightUnit): void;
  onRun(keepOwn: string[]): void;
  onReset(): void;
}

function Preview({ state: { unit, answer }, onUnit, onRun, onReset }: PreviewProps) {
  const { preview, declaredUnit, matches, known } = answer;
  const [keepOwn, setKeepOwn] = useState<ReadonlySet<string>>(new Set());
  const fresh = preview.sessions - known;
  const toggle = (name: string, isOwn: boolean) => {
    const next = new Set(keepOwn);
    if (isOwn) next.add(name);
    else next.delete(name);
    setKeepOwn(next);
  };
  return (
    <Stack gap="lg">
      <Section title={words.found}>
        <Counts preview={preview} />
        {known > 0 && <Text mt="md">{words.alreadyHere(known)}</Text>}
      </Section>
      <Section title={declaredUnit ? words.unitKnown(declaredUnit) : words.unitTitle}>
        {!declaredUnit && (
          <>
            <Text c="dimmed" size="sm" mb="sm">
              {words.unitText}
            </Text>
            <SegmentedControl
              fullWidth
              aria-label={words.unitTitle}
              data={['kg', 'lb']}
              value={unit}
              onChange={(value) => onUnit(value === 'lb' ? 'lb' : 'kg')}
            />
          </>
        )}
      </Section>
      {preview.errors.length > 0 && <ErrorList errors={preview.errors} />}
      {matches.length > 0 && <MatchList matches={matches} keepOwn={keepOwn} onToggle={toggle} />}
      <Stack gap="xs">
        <Button size="lg" disabled={fresh === 0} onClick={() => onRun([...keepOwn])}>
          {preview.sessions === 0 ? words.nothing : fresh === 0 ? words.nothingNew : words.run(fresh)}
        </Button>
        <Button variant="default" onClick={onReset}>
          {words.another}
        </Button>
      </Stack>
    </Stack>
  );
}

function Counts({ preview }: { preview: PreviewProps['state']['answer']['preview'] }) {
  const counts = [
    [words.workouts, preview.sessions],
    [words.exercises, preview.exercises.length],
    [words.sets, preview.sets],
  ] as const;
  return (
    <>
      <dl className={classes.facts}>
        {counts.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{formatNumber(count)}</dd>
          </div>
        ))}
      </dl>
      {preview.from !== null && preview.to !== null && (
        <Text mt="sm" c="dimmed">
          {words.range(formatDayWithYear(preview.from.slice(0, 10)), formatDayWithYear(preview.to.slice(0, 10)))}
        </Text>
      )}
    </>
  );
}

function Running({ done, total, onStop }: { done: number; total: number; onStop(): void }) {
  const percent = total === 0 ? 100 : Math.round((done / total) * 100);
  return (
    <Section title={words.running}>
      <Text mb="xs" className="tabular" role="status">
        {words.progress(done, total)}
      </Text>
      <Progress.Root size="lg">
        <Progress.Section value={percent} aria-label={words.progress(done, total)} />
      </Progress.Root>
      <Button variant="default" mt="md" onClick={onStop}>
        {words.stop}
      </Button>
    </Section>
  );
}

function Ended({ state, onReset }: { state: Extract<ImportState, { kind: 'ended' }>; onReset(): void }) {
  return (
    <Section title={state.isStopped ? words.cancelled(state.done) : words.done(state.done)}>
      {state.refused > 0 && <Text mb="md">{words.refused(state.refused)}</Text>}
      <Group>
        <Button component={Link} to="/train/history">
          {words.toHistory}
        </Button>
        <Button variant="subtle" onClick={onReset}>
          {words.another}
        </Button>
      </Group>
    </Section>
  );
}

// Bringing a history from another app: choose the file, see what is in it and what becomes of it, import, with a number and a stop, and
// take it back as a whole.
import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { formatDayWithYear } from '#src/format/days.ts';
import { ImportedBefore, ImportEnded, ImportSteps, ImportUndone } from '#src/importing/public.ts';
import { useSettings, useTimeZone, useToday } from '#src/modules/settings/public.ts';
import { rowsIfReady, useReplica, useRows } from '#src/replica/public.ts';
import { Section } from '#src/ui/section.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { Page } from '#src/ui/page.tsx';
import { keysBySource } from '../../import/steps.ts';
import { useTrainingImport } from '../../import/use-training-import.ts';
import { importedSessions } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { Preview } from './import-preview.tsx';

const words = strings.importPage;

export function ImportPage() {
  const { state, read, run, undo, stop, reset } = useTrainingImport();
  const before = rowsIfReady(useRows(importedSessions())) ?? [];
  return (
    <Page title={words.title} description={words.description} isNarrow>
      <ImportSteps
        state={state}
        words={words}
        accept=".csv,.zip,text/csv,application/zip"
        onChoose={(file, path) => read(file, { path })}
        onStop={stop}
        onReset={reset}
        before={
          <>
            <ImportedBefore
              count={before.length}
              words={words}
              onUndo={() => undo(keysBySource(before.map(({ source, source_key }) => ({ source, key: source_key }))))}
            />
            <Export />
          </>
        }
      />
      {state.kind === 'preview' && (
        <Preview
          state={state}
          onUnit={(unit) => read(state.file, { path: state.path, answers: { unit } })}
          onRun={run}
          onReset={reset}
        />
      )}
      {state.kind === 'ended' && (
        <ImportEnded<'fitness'>
          state={state}
          count={state.saved.items.length}
          words={words}
          nameOf={({ startedAt, name }) => `${formatDayWithYear(startedAt.slice(0, 10))} · ${name}`}
          onward={
            <Button component={Link} to="/train/history">
              {words.toHistory}
            </Button>
          }
          onUndo={() => undo(keysBySource(state.saved.items))}
          onReset={reset}
        />
      )}
      {state.kind === 'undone' && <ImportUndone title={words.undone(state.count)} onReset={reset} />}
    </Page>
  );
}

function Export() {
  const replica = useReplica();
  const today = useToday();
  const zone = useTimeZone();
  const { units } = useSettings();
  const save = async (format: 'strong' | 'hevy'): Promise<void> => {
    try {
      const { exportWorkouts } = await import('../../export-workouts.ts');
      await exportWorkouts(replica, { format, unit: units, zone, today });
    } catch {
      showToast({ title: words.exportFailed, message: words.exportTryAgain });
    }
  };
  return (
    <Section title={words.exportTitle} description={words.exportText}>
      <Group gap="xs">
        <Button variant="default" onClick={() => void save('strong')}>
          {words.exportStrong}
        </Button>
        <Button variant="default" onClick={() => void save('hevy')}>
          {words.exportHevy}
        </Button>
      </Group>
    </Section>
  );
}

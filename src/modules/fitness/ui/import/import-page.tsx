// Bringing a history from another app: choose the file, see what is in it and what becomes of it, import, with a number and a stop, and
// take it back as a whole.
import { Button, Group } from '@mantine/core';
import { formatDayWithYear } from '#src/format/days.ts';
import { ImportPage } from '#src/importing/public.ts';
import { useSettings, useTimeZone, useToday } from '#src/modules/settings/public.ts';
import { rowsIfReady, useReplica, useRows } from '#src/replica/public.ts';
import { Section } from '#src/ui/section.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { keysBySource } from '../../import/steps.ts';
import { useTrainingImport } from '../../import/use-training-import.ts';
import { importedSessions } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { Preview } from './import-preview.tsx';

const words = strings.importPage;

export function TrainingImportPage() {
  const { undo, run, ...importing } = useTrainingImport();
  const before = rowsIfReady(useRows(importedSessions())) ?? [];
  return (
    <ImportPage<'fitness'>
      words={words}
      importing={importing}
      accept=".csv,.zip,text/csv,application/zip"
      before={{
        count: before.length,
        onUndo: () => undo(keysBySource(before.map(({ source, source_key }) => ({ source, key: source_key })))),
      }}
      exporting={<Export />}
      renderPreview={(state) => (
        <Preview
          state={state}
          onUnit={(unit) => importing.read(state.file, { path: state.path, answers: { unit } })}
          onRun={run}
          onReset={importing.reset}
        />
      )}
      saved={{
        count: (items) => items.length,
        nameOf: ({ startedAt, name }) => `${formatDayWithYear(startedAt.slice(0, 10))} · ${name}`,
        onUndo: (items) => undo(keysBySource(items)),
      }}
      onward={{ to: '/train/history', label: words.toHistory }}
    />
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

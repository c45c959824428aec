// Bringing a history from another app: choose the file, see what is in it and what becomes of it, import, with a number and a stop, and
// take it back as a whole.
import { formatDayWithYear } from '#src/format/days.ts';
import { ExportSection, ImportPage } from '#src/importing/public.ts';
import { useSettings, useTimeZone, useToday } from '#src/modules/settings/public.ts';
import { rowsIfReady, useReplica, useRows } from '#src/replica/public.ts';
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
  const saveAs = (format: 'strong' | 'hevy') => async () =>
    (await import('../../export-workouts.ts')).exportWorkouts(replica, { format, unit: units, zone, today });
  return (
    <ExportSection
      words={words}
      failure={{ title: words.exportFailed, message: words.exportTryAgain }}
      formats={[
        { label: words.exportStrong, save: saveAs('strong') },
        { label: words.exportHevy, save: saveAs('hevy') },
      ]}
    />
  );
}

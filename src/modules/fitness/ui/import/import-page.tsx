// Bringing a history from another app: choose the file, see what is in it and what becomes of it, import, with a number and a stop, and
// take it back as a whole.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { ImportSteps } from '#src/importing/public.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { Confirm } from '#src/ui/confirm.tsx';
import { Page } from '#src/ui/page.tsx';
import { Section } from '#src/ui/section.tsx';
import { keysBySource, type KeysBySource } from '../../import/steps.ts';
import { useTrainingImport } from '../../import/use-training-import.ts';
import { importedSessions } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { Ended, Undone } from './import-ended.tsx';
import { Preview } from './import-preview.tsx';

const words = strings.importPage;

export function ImportPage() {
  const { state, read, run, undo, stop, reset } = useTrainingImport();
  return (
    <Page title={words.title} description={words.description} isNarrow>
      <ImportSteps
        state={state}
        words={words}
        accept=".csv,.zip,text/csv,application/zip"
        onChoose={(file, path) => read(file, { path })}
        onStop={stop}
        onReset={reset}
        before={<ImportedBefore onUndo={undo} />}
      />
      {state.kind === 'preview' && (
        <Preview
          state={state}
          onUnit={(unit) => read(state.file, { path: state.path, answers: { unit } })}
          onRun={run}
          onReset={reset}
        />
      )}
      {state.kind === 'ended' && <Ended state={state} onUndo={() => undo(keysBySource(state.saved.items))} onReset={reset} />}
      {state.kind === 'undone' && <Undone count={state.count} onReset={reset} />}
    </Page>
  );
}

/** What an earlier import brought can be taken back without the file. */
function ImportedBefore({ onUndo }: { onUndo(keys: KeysBySource): void }) {
  const rows = rowsIfReady(useRows(importedSessions()));
  const [isAsking, setAsking] = useState(false);
  if (!rows || rows.length === 0) return null;
  const keys = keysBySource(rows.map(({ source, source_key }) => ({ source, key: source_key })));
  return (
    <Section title={words.importedBefore(rows.length)} description={words.importedBeforeText}>
      <Button variant="default" onClick={() => setAsking(true)}>
        {words.undo}
      </Button>
      {isAsking && (
        <Confirm
          isDangerous
          title={words.undoTitle}
          text={words.undoText(rows.length)}
          confirm={words.undo}
          keep={strings.cancel}
          onClose={() => setAsking(false)}
          onConfirm={() => onUndo(keys)}
        />
      )}
    </Section>
  );
}

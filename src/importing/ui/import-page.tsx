// The page of a domain's import: choose a file, see what becomes of it, import, and take back what this or an earlier import
// brought. The domain gives its words, its preview and what it counts.
import { Button } from '@mantine/core';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ImportDomain, ImportItem } from '#schema/formats.ts';
import { Page } from '#src/ui/page.tsx';
import type { ImportState } from '../use-import.ts';
import { ImportedBefore, ImportEnded, ImportUndone, type ImportResultWords } from './import-result.tsx';
import { ImportSteps, type ImportStepWords } from './import-steps.tsx';

type PreviewState<Domain extends ImportDomain> = Extract<ImportState<Domain>, { kind: 'preview' }>;

interface ImportPageProps<Domain extends ImportDomain> {
  words: ImportStepWords & ImportResultWords & { title: string; description: string };
  importing: {
    state: ImportState<Domain>;
    read(file: File, asked: { path: string | null }): unknown;
    stop(): void;
    reset(): void;
  };
  /** Filter of the file dialog: `.csv,text/csv`. */
  accept: string;
  /** What earlier imports brought, as the person counts it. */
  before: { count: number; onUndo(): void };
  /** Below the choice of a file. */
  exporting: ReactNode;
  renderPreview(state: PreviewState<Domain>): ReactNode;
  saved: {
    count(items: readonly ImportItem<Domain>[]): number;
    /** Names a refused item. */
    nameOf(item: ImportItem<Domain>): string;
    onUndo(items: readonly ImportItem<Domain>[]): void;
  };
  /** Where what was imported is seen. */
  onward: { to: NonNullable<LinkProps['to']>; label: string };
}

export function ImportPage<Domain extends ImportDomain>(props: ImportPageProps<Domain>) {
  const { words, importing, accept, before, exporting, renderPreview, saved, onward } = props;
  const { state, reset } = importing;
  return (
    <Page title={words.title} description={words.description} isNarrow>
      <ImportSteps
        state={state}
        words={words}
        accept={accept}
        onChoose={(file, path) => importing.read(file, { path })}
        onStop={importing.stop}
        onReset={reset}
        before={
          <>
            <ImportedBefore count={before.count} words={words} onUndo={before.onUndo} />
            {exporting}
          </>
        }
      />
      {state.kind === 'preview' && renderPreview(state)}
      {state.kind === 'ended' && (
        <ImportEnded
          state={state}
          count={saved.count(state.saved.items)}
          words={words}
          nameOf={saved.nameOf}
          onward={
            <Button component={Link} to={onward.to}>
              {onward.label}
            </Button>
          }
          onUndo={() => saved.onUndo(state.saved.items)}
          onReset={reset}
        />
      )}
      {state.kind === 'undone' && <ImportUndone title={words.undone(state.count)} onReset={reset} />}
    </Page>
  );
}

// The state of an import for a page: a file is chosen, read in the worker, previewed, and its items are saved in groups, one
// command each. Stopping keeps the saved items; importing the same file again continues from there. Every failure ends with a
// message.
import { useMemo, useRef, useState } from 'react';
import type { ImportAnswers, ImportChoices, ImportDomain, ImportFacts, ImportItem, ImportPreview } from '#schema/formats.ts';
import type { Applied } from '#src/replica/api.ts';
import { messageOf, saveGroups, takeSteps, type Saved, type Step } from './save.ts';
import { useReader } from './use-reader.ts';

export type ImportState<Domain extends ImportDomain> =
  | { kind: 'choosing' }
  | { kind: 'reading' }
  | { kind: 'unknown'; reason: string }
  /** An archive with several readable files; the person chooses one. */
  | { kind: 'several'; file: File; files: readonly { path: string; format: string }[] }
  | {
      kind: 'preview';
      file: File;
      /** The file that the person chose in an archive. */
      path: string | null;
      format: { id: string; name: string };
      answers: Partial<ImportAnswers<Domain>>;
      preview: ImportPreview<Domain>;
    }
  | { kind: 'running'; done: number; total: number }
  | { kind: 'ended'; saved: Saved<ImportItem<Domain>>; isStopped: boolean }
  | { kind: 'undoing'; done: number; total: number }
  | { kind: 'undone'; count: number }
  | { kind: 'failed'; text: string };

/** A domain's part of the import. The object must stay the same while nothing in it changes. */
export interface ImportSteps<Domain extends ImportDomain> {
  domain: Domain;
  zone: string;
  /** The device's existing data, read again for each file. */
  facts(): Promise<ImportFacts<Domain>>;
  /** Dispatches the command that saves one group. */
  save(items: readonly [ImportItem<Domain>, ...ImportItem<Domain>[]]): Promise<{ applied: Promise<Applied> }>;
}

interface Asked<Domain extends ImportDomain> {
  path: string | null;
  answers: Partial<ImportAnswers<Domain>>;
}

export function useImport<Domain extends ImportDomain>({ domain, zone, facts, save }: ImportSteps<Domain>) {
  const reader = useReader<Domain>();
  const isStopped = useRef(false);
  const [state, setState] = useState<ImportState<Domain>>({ kind: 'choosing' });

  const actions = useMemo(() => {
    const read = async (file: File, { path, answers }: Asked<Domain>) => {
      // A file that is read again with an answer stays on the screen, with the choices made so far.
      if (Object.keys(answers).length === 0) setState({ kind: 'reading' });
      const known = await facts();
      const answer = await reader().read({ domain, name: file.name, file, path, answers, facts: known, zone });
      if (answer.kind === 'read') setState({ ...answer, kind: 'preview', file, path, answers });
      else setState(answer.kind === 'several' ? { ...answer, file } : answer);
    };
    /** `after`: steps of the import that run once its items are saved. */
    const run = async (choices: ImportChoices<Domain>, after: () => Promise<readonly Step[]>) => {
      isStopped.current = false;
      const groups = await reader().plan(choices);
      const total = groups.reduce((sum, { length }) => sum + length, 0);
      setState({ kind: 'running', done: 0, total });
      const saved = await saveGroups(groups, save, {
        isStopped: () => isStopped.current,
        onProgress: (done) => setState({ kind: 'running', done, total }),
      });
      const failure = saved.failure ?? (await takeSteps(await after(), () => undefined));
      setState({ kind: 'ended', saved: { ...saved, failure }, isStopped: isStopped.current });
    };
    const undo = async (steps: readonly Step[]) => {
      const total = steps.reduce((sum, { count }) => sum + count, 0);
      setState({ kind: 'undoing', done: 0, total });
      const failure = await takeSteps(steps, (done) => setState({ kind: 'undoing', done, total }));
      setState(failure === null ? { kind: 'undone', count: total } : { kind: 'failed', text: failure });
    };
    const inWords = (work: Promise<void>): void => {
      work.catch((thrown: unknown) => setState({ kind: 'failed', text: messageOf(thrown) }));
    };
    return {
      read: (file: File, { path = null, answers = {} }: Partial<Asked<Domain>> = {}) => inWords(read(file, { path, answers })),
      run: (choices: ImportChoices<Domain>, after: () => Promise<readonly Step[]> = async () => []) =>
        inWords(run(choices, after)),
      undo: (steps: readonly Step[]) => inWords(undo(steps)),
      stop: () => {
        isStopped.current = true;
      },
      reset: () => setState({ kind: 'choosing' }),
    };
  }, [domain, zone, facts, save, reader]);
  return { state, ...actions };
}

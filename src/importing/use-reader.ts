// The import worker of a page: starts with the first file and lives as long as the page shows the import.
import { wrap } from 'comlink';
import { useEffect, useMemo, useRef } from 'react';
import type { ImportChoices, ImportDomain, ImportItem } from '#schema/formats.ts';
import { endWithPage } from '#src/page-lifetime.ts';
import type { ReadAnswer, ReadRequest } from './reader.ts';

/** The remote `ImportReader`, typed for one domain. */
interface RemoteReader<Domain extends ImportDomain> {
  read(request: ReadRequest<Domain>): Promise<ReadAnswer<Domain>>;
  plan(choices: ImportChoices<Domain>): Promise<ImportItem<Domain>[][]>;
}

export function useReader<Domain extends ImportDomain>(): () => RemoteReader<Domain> {
  const worker = useRef<{ thread: Worker; reader: RemoteReader<Domain> } | null>(null);
  useEffect(
    () => () => {
      worker.current?.thread.terminate();
      worker.current = null;
    },
    [],
  );
  return useMemo(
    () => () => {
      if (!worker.current) {
        const thread = endWithPage(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'import' }));
        // Comlink drops the type parameters of methods.
        worker.current = { thread, reader: wrap(thread) as unknown as RemoteReader<Domain> };
      }
      return worker.current.reader;
    },
    [],
  );
}

// Fails a build in which a worker's chunk imports the worker's entry, because WebKit would then evaluate the entry twice.
import type { Plugin } from 'vite';

/** For `worker.plugins`: Vite bundles each worker separately, with the worker's own file as the only entry. */
export function workerEntries(): Plugin {
  return {
    name: 'cadence:worker-entries',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      const entries = chunks.filter(({ isEntry }) => isEntry);
      for (const { fileName, name } of entries) {
        const importers = chunks.filter(({ imports, dynamicImports }) => [...imports, ...dynamicImports].includes(fileName));
        if (importers.length === 0) continue;
        this.error(
          `the entry ${name} of a worker is imported by ${importers.map((chunk) => chunk.name).join(', ')}: ` +
            'begin the worker with beginWorker (src/worker-entry.ts) and share nothing between the entry and what it loads',
        );
      }
    },
  };
}

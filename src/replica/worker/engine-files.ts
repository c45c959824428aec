// PGlite's compiled engine and its data files. They take longest to load, so they are fetched before the rest of the worker's
// code.
import dataUrl from '@electric-sql/pglite/pglite.data?url';
import wasmUrl from '@electric-sql/pglite/pglite.wasm?url';

export interface EngineFiles {
  /** The address of the module's file. */
  address: string;
  module: Promise<WebAssembly.Module>;
  data: Promise<Blob>;
}

export function fetchEngineFiles(): EngineFiles {
  const files = {
    address: wasmUrl,
    // Compiled while downloading; the browser may cache the compiled code with the response.
    module: WebAssembly.compileStreaming(fetch(wasmUrl)),
    data: fetch(dataUrl).then((response) => response.blob()),
  };
  // The caller that opens the replica handles the rejection.
  files.module.catch(() => undefined);
  files.data.catch(() => undefined);
  return files;
}

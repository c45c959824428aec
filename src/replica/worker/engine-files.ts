// What PGlite is made of besides its script: its compiled engine and its files. Asked for before anything else of the
// worker is loaded, for they take longest.
import dataUrl from '@electric-sql/pglite/pglite.data?url';
import wasmUrl from '@electric-sql/pglite/pglite.wasm?url';

export interface EngineFiles {
  module: Promise<WebAssembly.Module>;
  data: Promise<Blob>;
}

export function fetchEngineFiles(): EngineFiles {
  const files = {
    // Compiled while it arrives; the browser may keep the compiled code with the cached answer.
    module: WebAssembly.compileStreaming(fetch(wasmUrl)),
    data: fetch(dataUrl).then((response) => response.blob()),
  };
  // Heard by whoever opens the replica.
  files.module.catch(() => undefined);
  files.data.catch(() => undefined);
  return files;
}

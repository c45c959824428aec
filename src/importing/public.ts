// Everything a module may use of the import.
export type { ImportState } from './use-import.ts';
export { useImport } from './use-import.ts';
export type { Saved, Step } from './save.ts';
export { ImportedBefore, ImportEnded, ImportUndone } from './ui/import-result.tsx';
export { ImportSteps } from './ui/import-steps.tsx';
export { PreviewList, PreviewRow, RowProblems, ShortList } from './ui/row-list.tsx';
export { strings as importStrings } from './strings.ts';

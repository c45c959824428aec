// Everything a module may use of the import.
export type { ImportState } from './use-import.ts';
export { useImport } from './use-import.ts';
export type { Saved, Step } from './save.ts';
export { ImportPage } from './ui/import-page.tsx';
export { ImportPreview } from './ui/import-preview.tsx';
export { PreviewList, PreviewRow, RowProblems, ShortList } from './ui/row-list.tsx';
export { strings as importStrings } from './strings.ts';

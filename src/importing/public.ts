// Everything a module may use of the import.
export type { ImportState } from './use-import.ts';
export { useImport } from './use-import.ts';
export type { Saved, Step } from './save.ts';
export { ChoiceRow } from './ui/choice-row.tsx';
export { ExportSection } from './ui/export-section.tsx';
export { ImportPage } from './ui/import-page.tsx';
export { ImportPreview, type RowChoice } from './ui/import-preview.tsx';
export { PreviewList, PreviewRow, RowProblems, ShortList } from './ui/row-list.tsx';
export { strings as importStrings } from './strings.ts';

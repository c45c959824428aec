// Reads a file, recognises its format and plans the items to save. Pure but slow, so a worker runs it (worker.ts). Keeps the
// file that was read last, so that the page first gets a preview and later only the items to save.
import { fileProblem } from '#schema/files/problem.ts';
import type { Prepared } from '#schema/files/format.ts';
import { recognise } from '#schema/files/recognise.ts';
import type { SqliteEngine } from '#schema/files/database.ts';
import { openSourceFile } from '#schema/files/source-file.ts';
import {
  importOf,
  type ImportAnswers,
  type ImportChoices,
  type ImportDomain,
  type ImportFacts,
  type ImportItem,
  type ImportPreview,
} from '#schema/formats.ts';

export interface ReadRequest<Domain extends ImportDomain> {
  domain: Domain;
  name: string;
  file: Blob;
  /** Path of the chosen file in an archive with several. */
  path: string | null;
  /** The person's answers so far. */
  answers: Partial<ImportAnswers<Domain>>;
  facts: ImportFacts<Domain>;
  zone: string;
}

export type ReadAnswer<Domain extends ImportDomain> =
  | { kind: 'unknown'; reason: string }
  | { kind: 'several'; files: { path: string; format: string }[] }
  | { kind: 'read'; format: { id: string; name: string }; preview: ImportPreview<Domain> };

export class ImportReader {
  #prepared: Prepared<unknown, unknown, unknown> | null = null;
  readonly #loadSqlite: () => Promise<SqliteEngine>;

  constructor(loadSqlite: () => Promise<SqliteEngine>) {
    this.#loadSqlite = loadSqlite;
  }

  async read<Domain extends ImportDomain>(request: ReadRequest<Domain>): Promise<ReadAnswer<Domain>> {
    this.#prepared = null;
    const { domain, name, path, answers, facts, zone } = request;
    const { formats, prepare } = importOf(domain);
    const bytes = new Uint8Array(await request.file.arrayBuffer());
    const recognised = recognise(await openSourceFile(name, bytes, this.#loadSqlite), formats);
    if (recognised.kind === 'unknown') return recognised;
    const { files } = recognised;
    const chosen = files.length === 1 ? files[0] : files.find(({ file }) => file.name === path);
    if (!chosen) return { kind: 'several', files: files.map(({ file, format }) => ({ path: file.name, format: format.name })) };
    const { format, file } = chosen;
    const reading = { ...answers, now: new Date(), zone };
    let prepared;
    try {
      prepared = prepare(format.read(file, reading), facts, reading);
    } catch (thrown) {
      return { kind: 'unknown', reason: fileProblem(thrown) };
    }
    this.#prepared = prepared;
    return {
      kind: 'read',
      format: { id: format.id, name: format.name },
      preview: prepared.preview as ImportPreview<Domain>,
    };
  }

  /** The items of the last file to save, in groups that each fit one command. */
  plan<Domain extends ImportDomain>(choices: ImportChoices<Domain>): ImportItem<Domain>[][] {
    return (this.#prepared?.plan(choices) ?? []) as ImportItem<Domain>[][];
  }
}

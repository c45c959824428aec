// Reading and planning a Strong file: pure but slow for a page, so a worker runs it (worker.ts).
import { matchExercises, type ExerciseMatch, type KnownExercise } from '#schema/rules/fitness/exercise-match.ts';
import { importProblem, MAX_SESSIONS_PER_IMPORT, MAX_SETS_PER_IMPORT } from '#schema/rules/fitness/limits.ts';
import { readStrongCsv, type StrongExport } from '#schema/rules/fitness/strong-csv.ts';
import {
  planImport,
  previewOf,
  sessionKey,
  type ImportedSession,
  type ImportPreview,
} from '#schema/rules/fitness/strong-import.ts';
import type { WeightUnit } from '#schema/rules/fitness/weight-units.ts';

/** Well below what one command may hold. */
const GROUP_BYTES = 200 * 1024;

export interface ReadRequest {
  file: Blob;
  unit: WeightUnit;
  known: KnownExercise[];
  /** Sessions that were imported before, by key. */
  hereAlready: string[];
}

export type ReadAnswer =
  | { kind: 'not-strong'; reason: string }
  | {
      kind: 'read';
      preview: ImportPreview;
      declaredUnit: WeightUnit | null;
      matches: { name: string; sets: number; match: ExerciseMatch }[];
      /** How many of the sessions are here already. */
      known: number;
    };

export interface PlanRequest {
  zone: string;
  dayStartHour: number;
  /** Names the person wants as their own although the library has a match. */
  keepOwn: string[];
}

export class StrongReader {
  #export: StrongExport | null = null;
  #matches = new Map<string, ExerciseMatch>();
  #hereAlready = new Set<string>();

  async read({ file, unit, known, hereAlready }: ReadRequest): Promise<ReadAnswer> {
    const result = readStrongCsv(await file.text(), { unit, now: new Date() });
    if (result.kind === 'not-strong') return result;
    this.#export = result.export;
    this.#hereAlready = new Set(hereAlready);
    const preview = previewOf(result.export);
    this.#matches = matchExercises(
      preview.exercises.map(({ name }) => name),
      known,
    );
    return {
      kind: 'read',
      preview,
      declaredUnit: result.export.declaredUnit,
      matches: preview.exercises.map(({ name, sets }) => ({ name, sets, match: this.#matches.get(name) ?? { kind: 'own' } })),
      known: result.export.sessions.filter((session) => this.#hereAlready.has(sessionKey(session))).length,
    };
  }

  /** The sessions to import, oldest first, in the groups that one command takes; those that are here already are left out. */
  plan({ zone, dayStartHour, keepOwn }: PlanRequest): ImportedSession[][] {
    if (!this.#export) return [];
    const matches = new Map(this.#matches);
    for (const name of keepOwn) matches.set(name, { kind: 'own' });
    const sessions = planImport(this.#export, matches, { zone, dayStartHour }).filter(({ key }) => !this.#hereAlready.has(key));
    return groupForCommands(sessions, new Date());
  }
}

/** A session that the rules refuse goes by itself, so that no other is refused with it. */
export function groupForCommands(sessions: readonly ImportedSession[], now: Date): ImportedSession[][] {
  const groups: ImportedSession[][] = [];
  let [open, bytes, sets]: [ImportedSession[] | undefined, number, number] = [undefined, 0, 0];
  for (const session of sessions) {
    const isRefused = importProblem(session, now) !== null;
    const [ownBytes, ownSets] = [
      JSON.stringify(session).length,
      session.entries.reduce((sum, entry) => sum + entry.sets.length, 0),
    ];
    const isRoom = bytes + ownBytes <= GROUP_BYTES && sets + ownSets <= MAX_SETS_PER_IMPORT;
    if (open && !isRefused && isRoom && open.length < MAX_SESSIONS_PER_IMPORT) {
      open.push(session);
      [bytes, sets] = [bytes + ownBytes, sets + ownSets];
      continue;
    }
    const group = [session];
    groups.push(group);
    [open, bytes, sets] = [isRefused ? undefined : group, ownBytes, ownSets];
  }
  return groups;
}

// What a session of another app is, as the import commands take it. Whoever plans an import checks each session with the same
// schema, so that a session which the command would refuse is an error with its line before anything is saved.
import { z } from 'zod';
import { importProblem, MAX_DURATION_SECONDS, MAX_ENTRIES, MAX_KEY_LENGTH, MAX_SESSIONS_PER_IMPORT } from '../rules/limits.ts';
import { IMPORT_SOURCES, type ImportSource } from '../files/training-file.ts';
import { storable } from '../../storable.ts';
import { day, figures, id, instant, kind, measure, name, note, rpe } from './args.ts';

const importedEntry = z.object({
  /** `id` where the person's device matched it to an exercise that exists; otherwise it becomes an own one of that name. */
  exercise: z.object({ name, id: id.nullable(), measure }),
  note: note.default(null),
  sets: z.array(z.object({ kind, ...figures, rpe: rpe.default(null), note: note.default(null) })),
});
export type ImportedEntry = z.output<typeof importedEntry>;

export const importArgs = z.object({
  source: z.enum(['strong']),
  /** Names the session within its source. */
  key: z.string().min(1).max(MAX_KEY_LENGTH),
  name,
  startedAt: instant,
  durationSeconds: z.int().min(0).max(MAX_DURATION_SECONDS).nullable(),
  day,
  notes: note,
  entries: z.array(importedEntry).max(MAX_ENTRIES, `A workout can have at most ${MAX_ENTRIES} exercises.`),
});
export type ImportArgs = Omit<z.output<typeof importArgs>, 'source'> & { source: ImportSource };

/** The same of other apps. `source` stands once for all; its sessions are not those of another source. */
export const importFromArgs = z.object({
  source: z.enum(IMPORT_SOURCES),
  sessions: z
    .array(importArgs.omit({ source: true }))
    .min(1)
    .max(MAX_SESSIONS_PER_IMPORT),
});

export const importManyArgs = z.object({ sessions: z.array(importArgs).min(1).max(MAX_SESSIONS_PER_IMPORT) });

/** Why the command would refuse a session, in words; null when it takes it. */
export function importRefusal(session: unknown, now: Date): string | null {
  const parsed = importArgs.omit({ source: true }).safeParse(storable(session));
  if (parsed.success) return importProblem(parsed.data, now);
  const [issue] = parsed.error.issues;
  return issue ? `${issue.path.join(' ')}: ${issue.message}`.replace(/^entries: /, '') : 'The workout cannot be saved.';
}

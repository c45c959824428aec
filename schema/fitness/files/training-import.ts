// The import of training: what of a file is here already, which exercise each name becomes, and the groups of sessions that the
// commands take.
import type { DomainImport } from '../../files/format.ts';
import { groupsOf } from '../../files/groups.ts';
import { knownMatch, matchExercises, type ExerciseMatch, type KnownExercise } from '../rules/exercise-match.ts';
import { importProblem, MAX_SESSIONS_PER_IMPORT, MAX_SETS_PER_IMPORT } from '../rules/limits.ts';
import { muscleOfName } from '../rules/muscle-names.ts';
import type { WeightUnit } from '../rules/weight-units.ts';
import {
  planImport,
  previewOf,
  sampleSets,
  sessionKey,
  type ImportedSession,
  type ImportPreview,
  type SampleSet,
} from './import-plan.ts';
import { knownStarts, type SessionStart } from '../rules/same-session.ts';
import type { FileSession, ImportSource, TrainingAnswers, TrainingFile } from './training-file.ts';
import { trainingFormats, UNIT_UNTIL_ASKED } from './training-formats.ts';

const GROUP_BYTES = 200 * 1024;

export interface TrainingFacts {
  known: KnownExercise[];
  /** Sessions that were imported before, by key. */
  hereAlready: string[];
  /** Sessions that were not imported from a file of this source: logged here, or brought by another app's file. */
  others?: readonly (SessionStart & { source: string | null })[];
  dayStartHour: number;
}

export interface MatchedExercise {
  name: string;
  sets: number;
  match: ExerciseMatch;
  /** The muscle that its name tells, for an exercise that becomes an own one; null where it tells none. */
  muscle: string | null;
}

export interface TrainingPreview extends ImportPreview {
  declaredUnit: WeightUnit | null;
  matches: MatchedExercise[];
  /** Sets the person may remember, with the numbers of the file: for choosing the unit. */
  samples: SampleSet[];
  /** How many of the sessions are here already. */
  known: number;
}

export interface TrainingChoices {
  /** Names the person wants as their own although the library has a match. */
  keepOwn: string[];
  /** Exercises the person chose instead of the suggested one, by the name in the file. */
  chosen: Record<string, string>;
}

export const trainingImport: DomainImport<
  TrainingFile,
  TrainingAnswers,
  TrainingFacts,
  TrainingPreview,
  TrainingChoices,
  ImportedSession
> = {
  formats: trainingFormats,
  prepare(file, facts, { now, zone, unit }) {
    const { declaredUnit, records, source } = file;
    const isKnown = knownBefore(facts, source);
    const knownKeys = new Set(records.filter(isKnown).map((session) => sessionKey(session, source)));
    const preview = previewOf(file);
    const matches = matchExercises(
      preview.exercises.map(({ name }) => name),
      facts.known,
    );
    return {
      preview: {
        ...preview,
        declaredUnit,
        matches: preview.exercises.map(({ name, sets }) => ({
          name,
          sets,
          match: matches.get(name) ?? { kind: 'own' },
          muscle: muscleOfName(name),
        })),
        samples: sampleSets(records, declaredUnit ?? unit ?? UNIT_UNTIL_ASKED),
        known: records.filter(isKnown).length,
      },
      plan(choices) {
        const sessions = planImport(file, chosenMatches(matches, facts.known, choices), {
          zone,
          dayStartHour: facts.dayStartHour,
        });
        // Oldest first, so that records fall in the order they were lifted.
        return groupSessions(
          sessions.filter(({ key }) => !knownKeys.has(key)),
          now,
        );
      },
    };
  },
};

function knownBefore({ hereAlready, others = [] }: TrainingFacts, source: ImportSource): (session: FileSession) => boolean {
  const keys = new Set(hereAlready);
  const hasStart = knownStarts(others.filter((one) => one.source !== source));
  return (session) => keys.has(sessionKey(session, source)) || hasStart(session);
}

function chosenMatches(
  suggested: ReadonlyMap<string, ExerciseMatch>,
  known: readonly KnownExercise[],
  { keepOwn, chosen }: TrainingChoices,
): Map<string, ExerciseMatch> {
  const matches = new Map(suggested);
  for (const name of keepOwn) matches.set(name, { kind: 'own' });
  for (const [name, id] of Object.entries(chosen)) {
    const exercise = known.find((one) => one.id === id);
    matches.set(name, exercise ? knownMatch(exercise) : { kind: 'known', exerciseId: id, exerciseName: name });
  }
  return matches;
}

export const groupSessions = (sessions: readonly ImportedSession[], now: Date): ImportedSession[][] =>
  groupsOf(sessions, {
    maxItems: MAX_SESSIONS_PER_IMPORT,
    maxBytes: GROUP_BYTES,
    rows: {
      of: ({ entries }) => entries.reduce((sum, entry) => sum + entry.sets.length, 0),
      max: MAX_SETS_PER_IMPORT,
    },
    goesAlone: (session) => importProblem(session, now) !== null,
  });

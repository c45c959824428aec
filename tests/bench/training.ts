// The duration of a request of 100 commands that change sets of an exercise with a long history. Its records follow every
// change, and a command must not read the whole history for that. The server is a separate process with its embedded Postgres.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandArgs, CommandName } from '#schema/commands.ts';
import { recordsOfExercise, type RecordedSet } from '#schema/fitness/rules/records.ts';
import { newId } from '#schema/ids.ts';
import type { PushRequest, PushResponse } from '#schema/protocol/commands.ts';
import { freePort } from '#server/db/embedded.ts';
import { createPool, type Pool } from '#server/db/pool.ts';
import { startAppServer } from '#tests/support/app-server.ts';
import { signInOverHttp, type HttpPerson } from '#tests/support/http-person.ts';
import { startBenchDatabase } from './database.ts';
import type { Figure } from './figure.ts';
import { step } from './progress.ts';

const SETS = 20_000;
const SETS_PER_SESSION = 50;
const COMMANDS = 100;
const HOUR_MS = 3_600_000;

interface History {
  exerciseId: string;
  sessionIds: string[];
  sets: RecordedSet[];
}
type SentCommand = { [Name in CommandName]: { name: Name; args: CommandArgs<Name> } }[CommandName];

export async function benchTraining(): Promise<Figure[]> {
  const dir = await mkdtemp(join(tmpdir(), 'cadence-bench-'));
  const postgres = await startBenchDatabase(join(dir, 'postgres'));
  const pool = createPool(postgres.url, { applicationName: 'cadence-bench' });
  const server = await startAppServer({ dataDir: dir, port: await freePort(), env: { DATABASE_URL: postgres.url } });
  try {
    const person = await signInOverHttp(server.url, 'bench@example.org');
    const measure = async (what: string, commands: (history: History) => SentCommand[], target: number | null) => {
      step(what);
      const history = await insertHistory(pool, person.userId);
      const seconds = await secondsToTake(person, commands(history));
      return { name: `100 sets of 20,000: ${what}`, value: seconds, unit: 's', target, better: 'less' as const };
    };
    return [
      await measure('appended, each a record', appended, 2),
      await measure('back-dated', backDated, 2),
      await measure('back-dated, each earlier and better', backDatedBests, 2),
      await measure('records deleted', recordsDeleted, null),
    ];
  } finally {
    await server.stop();
    await pool.end();
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

const logged = (
  { exerciseId, sessionIds }: History,
  at: Date,
  weightKg: number,
  index: number,
): Extract<SentCommand, { name: 'set.log' }> => ({
  name: 'set.log',
  args: {
    id: newId(),
    // A different workout for each set, so that no workout reaches its limit of sets.
    sessionId: sessionIds[index]!,
    entryId: exerciseId,
    exerciseId,
    setNumber: SETS_PER_SESSION + 1,
    weightKg,
    reps: 5,
    durationSeconds: null,
    distanceM: null,
    completedAt: at.toISOString(),
  },
});
const indices = Array.from({ length: COMMANDS }, (_, index) => index);
const timeOf = ({ sets }: History, place: number): Date => new Date(sets[place]!.completedAt.getTime() + 1000);

const appended = (history: History) =>
  indices.map((index) => logged(history, timeOf(history, SETS - COMMANDS + index), 300 + index, index));
const backDated = (history: History) => indices.map((index) => logged(history, timeOf(history, index * 150), 60, index));
const backDatedBests = (history: History) =>
  indices.map((index) => logged(history, timeOf(history, (COMMANDS - index) * 150), 300 + index, index));
const recordsDeleted = ({ sets }: History): SentCommand[] =>
  [...new Set(recordsOfExercise(sets, 'weight_reps').map(({ setId }) => setId))]
    .slice(0, COMMANDS)
    .map((id) => ({ name: 'set.delete', args: { id } }));

async function secondsToTake(person: HttpPerson, sent: readonly SentCommand[]): Promise<number> {
  const clientId = newId();
  const at = new Date().toISOString();
  const commands = sent.map((command, index) => ({ id: index + 1, version: 1, at, ...command }));
  const startedMs = performance.now();
  // A request that reaches the server's time limit is answered in part; the device sends the rest at once.
  for (let taken = 0; taken < commands.length;) {
    const body: PushRequest = { clientId, commands: commands.slice(taken), sentAt: at };
    const answer = await person.fetch('/v1/commands', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const { lastCommandId, outcomes } = (await answer.json()) as PushResponse;
    if (outcomes.length === 0 || outcomes.some(({ status }) => status !== 'applied')) {
      throw new Error(`a set was not applied: ${JSON.stringify(outcomes.find(({ status }) => status !== 'applied'))}`);
    }
    taken = lastCommandId;
  }
  return (performance.now() - startedMs) / 1000;
}

/** Two sets an hour with growing weights, some lighter and some heavier, and their records; without feed rows. */
async function insertHistory(pool: Pool, userId: string): Promise<History> {
  const exerciseId = newId();
  const sessionIds = Array.from({ length: SETS / SETS_PER_SESSION }, newId);
  const firstMs = Date.now() - (SETS / 2 + 1000) * HOUR_MS;
  const sets = Array.from({ length: SETS }, (_, place): RecordedSet => ({
    id: newId(),
    kind: 'normal',
    weightKg: 40 + Math.round(place / 200) + ((place * 7919) % 60),
    reps: 3 + (place % 6),
    durationSeconds: null,
    distanceM: null,
    completedAt: new Date(firstMs + (place * HOUR_MS) / 2),
  }));
  const records = recordsOfExercise(sets, 'weight_reps');
  const client = await pool.connect();
  try {
    await client.query('set session_replication_role = replica');
    await client.query(`insert into exercises (id, user_id, name, measure) values ($1, $2, 'Bench', 'weight_reps')`, [
      exerciseId,
      userId,
    ]);
    await client.query(
      `insert into workout_sessions (id, user_id, name, status, started_at, completed_at, layout)
       select id, $1, 'Workout', 'completed', $3::timestamptz, $3::timestamptz, $4::jsonb from unnest($2::uuid[]) id`,
      [
        userId,
        sessionIds,
        new Date(firstMs).toISOString(),
        JSON.stringify([{ id: exerciseId, exerciseId, note: null, superset: null }]),
      ],
    );
    await client.query(
      `insert into exercise_sets (id, user_id, session_id, entry_id, exercise_id, set_number, weight, reps, completed_at)
       select id, $1, session_id, $2, $2, 1, weight, reps, at
         from unnest($3::uuid[], $4::uuid[], $5::float8[], $6::int[], $7::timestamptz[]) t (id, session_id, weight, reps, at)`,
      [
        userId,
        exerciseId,
        sets.map(({ id }) => id),
        sets.map((_, place) => sessionIds[Math.floor(place / SETS_PER_SESSION)]),
        sets.map(({ weightKg }) => weightKg),
        sets.map(({ reps }) => reps),
        sets.map(({ completedAt }) => completedAt.toISOString()),
      ],
    );
    await client.query(
      `insert into personal_records
         (user_id, exercise_id, record_type, value, reps, achieved_at, exercise_set_id, previous_value, created_at)
       select $1, $2, type, value, reps, at, set_id, previous, at
         from unnest($3::text[], $4::float8[], $5::int[], $6::timestamptz[], $7::uuid[], $8::float8[])
              t (type, value, reps, at, set_id, previous)`,
      [
        userId,
        exerciseId,
        records.map(({ type }) => type),
        records.map(({ value }) => value),
        records.map(({ reps }) => reps),
        records.map(({ achievedAt }) => achievedAt.toISOString()),
        records.map(({ setId }) => setId),
        records.map(({ previousValue }) => previousValue),
      ],
    );
    await client.query('set session_replication_role = origin');
    await client.query('analyze exercise_sets, personal_records');
  } finally {
    client.release();
  }
  return { exerciseId, sessionIds, sets };
}

// The effects of commands, counted in the server's database by triggers in a separate schema, which commit with the command.
// Every saved command has exactly one token. At rest its token is there exactly once, or the person can read the reason of its
// rejection.
import type { AnyCommand } from '#src/replica/api.ts';
import type { Pool } from '#server/db/pool.ts';

const INSTALL_SQL = `
create schema if not exists chaos;
create table if not exists chaos.effects (token text not null);
create or replace function chaos.note() returns trigger language plpgsql as $$
begin
  insert into chaos.effects values (case
    when tg_argv[0] = 'title' then 'title:' || (to_jsonb(new) ->> 'title')
    else tg_argv[0] || ':' || new.id end);
  return null;
end $$;
create or replace function chaos.note_finish() returns trigger language plpgsql as $$
begin
  -- A second workout that another device started is finished with the one it joined.
  insert into chaos.effects select 'finish:' || id from workout_sessions where id = new.id or joined_id = new.id;
  return null;
end $$;
create or replace function chaos.note_extend() returns trigger language plpgsql as $$
begin
  insert into chaos.effects values ('extend:' || new.id || ':' || (new.duration_seconds - old.duration_seconds));
  return null;
end $$;
create or replace trigger chaos_title after insert or update of title on inbox_items
  for each row execute function chaos.note('title');
create or replace trigger chaos_set after insert on exercise_sets for each row execute function chaos.note('set');
create or replace trigger chaos_workout after insert on workout_sessions for each row execute function chaos.note('workout');
create or replace trigger chaos_focus after insert on focus_sessions for each row execute function chaos.note('focus');
create or replace trigger chaos_finish after update on workout_sessions for each row
  when (new.status = 'completed' and old.status is distinct from new.status) execute function chaos.note_finish();
create or replace trigger chaos_extend after update on focus_sessions for each row
  when (new.duration_seconds > old.duration_seconds) execute function chaos.note_extend()`;

export async function installEffects(pool: Pool): Promise<void> {
  await pool.query(INSTALL_SQL);
}

/** The single effect of a command that the triggers count. */
export function commandToken({ name, args }: { name: string; args: unknown }): string {
  const { id, title, seconds } = args as { id: string; title?: string; seconds?: number };
  switch (name as AnyCommand['name']) {
    case 'inbox.add':
    case 'inbox.edit':
      return `title:${title}`;
    case 'set.log':
      return `set:${id}`;
    case 'workout.start':
      return `workout:${id}`;
    case 'workout.finish':
      return `finish:${id}`;
    case 'focus.start':
      return `focus:${id}`;
    case 'focus.extend':
      return `extend:${id}:${seconds}`;
    default:
      throw new Error(`chaos has no effect for ${name}`);
  }
}

export interface EffectCheck {
  lost: string[];
  doubled: string[];
}

/** `rejected`: tokens of commands that were rejected with a reason that the person can read. They must have no effect. */
export async function checkEffects(pool: Pool, saved: Iterable<string>, rejected: ReadonlySet<string>): Promise<EffectCheck> {
  const { rows } = await pool.query<{ token: string; count: number }>(
    'select token, count(*)::int as count from chaos.effects group by token',
  );
  const counts = new Map(rows.map(({ token, count }) => [token, count]));
  const lost = [...saved].filter((token) => !counts.has(token) && !rejected.has(token));
  const doubled = [...counts].filter(([token, count]) => count > (rejected.has(token) ? 0 : 1)).map(([token]) => token);
  return { lost, doubled };
}

/** People whose wallet or level is not the sum of their ledger, or whose ledger has a cause twice. */
export async function checkMoney(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ user_id: string }>(
    `with sums as (
       select user_id, sum(coins) as coins, sum(xp) as xp, count(*) as entries, count(distinct idempotency_key) as keys
         from points_ledger group by user_id)
     select s.user_id from sums s left join user_wallet w using (user_id) left join user_progress p using (user_id)
      where s.entries <> s.keys or coalesce(w.total_coins, 0) <> s.coins or coalesce(w.total_coins, 0) < 0
         or coalesce(p.total_xp, 0) <> s.xp order by s.user_id`,
  );
  return rows.map(({ user_id }) => user_id);
}

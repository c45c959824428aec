// How far a person is in accepted quests: reads the totals of their periods and writes what changed. Invariant: a quest's
// progress is a function of the totals of its period, so it does not depend on the order in which devices did things.
import type { CommandContext, CommandDb } from '../command/define.ts';
import { personHours } from '../command/person-day.ts';
import type { RewardDoor } from '../progress/change.ts';
import { progressOf, readTarget, type QuestFacts, type QuestTarget } from './rules/targets.ts';
import { standingAfter, type QuestStatus } from './rules/status.ts';

export interface FollowedQuest {
  id: string;
  questId: string;
  title: string;
  status: QuestStatus;
  progress: number;
  from: string;
  to: string | null;
  goal: number;
  target: QuestTarget;
}

/** The id of the occurrence that pays a quest of a period. */
export const claimId = (questId: string, from: string): string => `${questId}/${from}`;

export const questProgressId = (ctx: CommandContext, questId: string): string => ctx.derivedId('user_quest_progress', questId);

/** The person's accepted quests whose period contains the day, with a target that this app knows. */
export async function followedQuests(db: CommandDb, ctx: CommandContext, day: string): Promise<FollowedQuest[]> {
  const rows = await db
    .selectFrom('user_quest_progress')
    .innerJoin('universal_quests', 'universal_quests.id', 'user_quest_progress.quest_id')
    .select([
      'user_quest_progress.id',
      'quest_id',
      'status',
      'progress',
      'period_start',
      'period_end',
      'title',
      'target',
      'target_type',
      'target_config',
    ])
    .where('user_quest_progress.user_id', '=', ctx.userId)
    .where('status', 'in', ['accepted', 'in_progress', 'completed', 'claimed'])
    .where('period_start', '<=', day)
    .where((row) => row.or([row('period_end', 'is', null), row('period_end', '>=', day)]))
    .orderBy('user_quest_progress.id')
    .execute();
  return rows.flatMap((row) => {
    const target = readTarget(row.target_type, row.target_config);
    if (!target || row.period_start === null) return [];
    return {
      id: row.id,
      questId: row.quest_id,
      title: row.title,
      status: row.status,
      progress: row.progress,
      from: row.period_start,
      to: row.period_end,
      goal: row.target,
      target,
    };
  });
}

/** Brings the progress of these quests up to date, and takes claimed rewards back that are no longer earned. */
export async function refreshQuests(
  db: CommandDb,
  ctx: CommandContext,
  quests: readonly FollowedQuest[],
  { takenBack }: Pick<RewardDoor, 'takenBack'>,
): Promise<void> {
  if (quests.length === 0) return;
  const facts = await factsOf(db, ctx, quests);
  for (const quest of quests) {
    const progress = Math.min(quest.goal, progressOf(quest.target, within(facts, quest)));
    if (progress === quest.progress) continue;
    const { status, isReversed } = standingAfter(quest.status, progress, quest.goal);
    await db
      .updateTable('user_quest_progress')
      .set({
        progress,
        status,
        updated_at: ctx.now,
        ...(status === 'completed' && { completed_at: ctx.now }),
        ...(status !== 'completed' && status !== 'claimed' && { completed_at: null, claimed_at: null }),
      })
      .where('id', '=', quest.id)
      .execute();
    if (isReversed) {
      await takenBack(db, ctx, { kind: 'quest', id: claimId(quest.questId, quest.from), reason: `Undone: ${quest.title}` });
    }
  }
}

interface DatedFacts {
  totals: QuestFacts['totals'];
  hours: (QuestFacts['hours'][number] & { day: string })[];
}

const within = ({ totals, hours }: DatedFacts, { from, to }: FollowedQuest): QuestFacts => {
  const isIn = ({ day }: { day: string }): boolean => day >= from && (to === null || day <= to);
  return { totals: totals.filter(isIn), hours: hours.filter(isIn) };
};

async function factsOf(db: CommandDb, ctx: CommandContext, quests: readonly FollowedQuest[]): Promise<DatedFacts> {
  const from = quests.map((quest) => quest.from).reduce((a, b) => (a < b ? a : b));
  const kinds = [...new Set(quests.flatMap(({ target }) => target.kinds))];
  // A quest of a chain may have been accepted years ago, so only the measures that are counted are read.
  const measures = new Set(['times', ...quests.flatMap(({ target }) => (target.type === 'sum' ? target.measure : []))]);
  const totals = await db
    .selectFrom('occurrence_totals')
    .select(['kind', 'measure', 'day', 'amount'])
    .where('user_id', '=', ctx.userId)
    .where('kind', 'in', kinds)
    .where('measure', 'in', [...measures])
    .where('day', '>=', from)
    .orderBy('id')
    .execute();
  const atHours = quests.filter(({ target }) => target.type === 'time_of_day');
  return { totals, hours: atHours.length === 0 ? [] : await hoursSince(db, ctx, from, kinds) };
}

async function hoursSince(db: CommandDb, ctx: CommandContext, from: string, kinds: readonly string[]) {
  const events = await db
    .selectFrom('activity_events')
    .select(['event_type', 'day', 'happened_at'])
    .where('user_id', '=', ctx.userId)
    .where('event_type', 'in', kinds)
    .where('day', '>=', from)
    .where('taken_back_at', 'is', null)
    .where('occurrence_id', 'is not', null)
    .orderBy('id')
    .execute();
  const hour = await personHours(db, ctx);
  return events.flatMap(({ event_type: kind, day, happened_at: at }) =>
    day === null || at === null ? [] : [{ kind, day, hour: hour(at) }],
  );
}

// How far a person is in accepted quests: reads the totals of their periods and writes what changed. Invariant: a quest's
// progress is a function of the totals of its period, so it does not depend on the order in which devices did things.
import type { CommandContext, CommandDb } from '../command/define.ts';
import { boundedDayAt, personHours } from '../command/person-day.ts';
import type { Change, RewardDoor } from '../progress/change.ts';
import { periodOf, type Period, type QuestType } from './rules/periods.ts';
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

export interface ShippedQuest {
  id: string;
  type: QuestType;
  title: string;
  target: number;
  target_type: string;
  target_config: unknown;
  xp_reward: number;
  coin_reward: number;
  skill_key: string | null;
}

export const SHIPPED_COLUMNS = [
  'universal_quests.id',
  'type',
  'title',
  'target',
  'target_type',
  'target_config',
  'xp_reward',
  'coin_reward',
  'skill_key',
] as const;

export interface QuestsOfDay {
  /** Accepted, with a period that contains the day and a target that this app knows. */
  followed: FollowedQuest[];
  /** Their rows are used for a later period by now. */
  movedOn: ShippedQuest[];
}

const FOLLOWED: ReadonlySet<QuestStatus> = new Set(['accepted', 'in_progress', 'completed', 'claimed']);

export async function questsOfDay(db: CommandDb, ctx: CommandContext, day: string): Promise<QuestsOfDay> {
  const rows = await db
    .selectFrom('user_quest_progress')
    .innerJoin('universal_quests', 'universal_quests.id', 'user_quest_progress.quest_id')
    .select(['user_quest_progress.id as row_id', 'status', 'progress', 'period_start', 'period_end', ...SHIPPED_COLUMNS])
    .where('user_quest_progress.user_id', '=', ctx.userId)
    .where('period_start', 'is not', null)
    .where((row) => row.or([row('period_end', 'is', null), row('period_end', '>=', day)]))
    .orderBy('user_quest_progress.id')
    .execute();
  const followed = rows.flatMap((row): FollowedQuest[] => {
    const target = readTarget(row.target_type, row.target_config);
    if (!target || row.period_start === null || row.period_start > day || !FOLLOWED.has(row.status)) return [];
    return [
      {
        id: row.row_id,
        questId: row.id,
        title: row.title,
        status: row.status,
        progress: row.progress,
        from: row.period_start,
        to: row.period_end,
        goal: row.target,
        target,
      },
    ];
  });
  return { followed, movedOn: rows.filter(({ period_start: from }) => from !== null && from > day) };
}

/** Pays what a quest promises for its period, once. */
export async function payQuest(
  db: CommandDb,
  ctx: CommandContext,
  { id, title, xp_reward: xp, coin_reward: coins, skill_key: skill }: ShippedQuest,
  from: string,
  { occurred }: Pick<RewardDoor, 'occurred'>,
): Promise<void> {
  await occurred(db, ctx, {
    kind: 'quest',
    id: claimId(id, from),
    day: await boundedDayAt(db, ctx, null, ctx.now),
    at: ctx.now,
    amounts: { promised_xp: xp, promised_coins: coins },
    skills: skill === null ? [] : [{ key: skill, stars: 1 }],
    reason: title,
  });
}

/** Whether what stands in the period is what the quest asks for. */
export async function isEarned(db: CommandDb, ctx: CommandContext, quest: ShippedQuest, period: Period): Promise<boolean> {
  const target = readTarget(quest.target_type, quest.target_config);
  if (!target) return false;
  const counted = { ...period, target };
  return progressOf(target, within(await factsOf(db, ctx, [counted]), counted)) >= quest.target;
}

/** The claims of these periods, and whether each stands. A claim that never was is missing. */
export async function claimsOf(db: CommandDb, ctx: CommandContext, ids: readonly string[]): Promise<Map<string, boolean>> {
  if (ids.length === 0) return new Map();
  const events = await db
    .selectFrom('activity_events')
    .select(['occurrence_id', 'taken_back_at'])
    .where('user_id', '=', ctx.userId)
    .where('event_type', '=', 'quest')
    .where('occurrence_id', 'in', [...ids])
    .orderBy('id')
    .execute();
  return new Map(events.flatMap(({ occurrence_id: id, taken_back_at: at }) => (id === null ? [] : [[id, at === null]])));
}

/** What a period of this day paid goes back when it is no longer earned, and is paid again when it is earned again. */
export async function settleEarlierPeriods(
  db: CommandDb,
  ctx: CommandContext,
  { day, kind }: Pick<Change, 'day' | 'kind'>,
  movedOn: readonly ShippedQuest[],
  door: RewardDoor,
): Promise<void> {
  const quests = movedOn.filter(({ target_type, target_config }) => readTarget(target_type, target_config)?.kinds.includes(kind));
  const claims = await claimsOf(
    db,
    ctx,
    quests.map(({ id, type }) => claimId(id, periodOf(type, day).from)),
  );
  for (const quest of quests) {
    const period = periodOf(quest.type, day);
    const id = claimId(quest.id, period.from);
    const isPaid = claims.get(id);
    if (isPaid === undefined || isPaid === (await isEarned(db, ctx, quest, period))) continue;
    if (isPaid) await door.takenBack(db, ctx, { kind: 'quest', id, reason: `Undone: ${quest.title}` });
    else await payQuest(db, ctx, quest, period.from, door);
  }
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

type Counted = Period & Pick<FollowedQuest, 'target'>;

const within = ({ totals, hours }: DatedFacts, { from, to }: Period): QuestFacts => {
  const isIn = ({ day }: { day: string }): boolean => day >= from && (to === null || day <= to);
  return { totals: totals.filter(isIn), hours: hours.filter(isIn) };
};

async function factsOf(db: CommandDb, ctx: CommandContext, quests: readonly Counted[]): Promise<DatedFacts> {
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

// What the screens show of quests, from rows and the person's day. Pure.
import { contentId } from '#schema/ids.ts';
import { QUEST_CONTENT, readAfter } from '#schema/quests/rules/chains.ts';
import { completionPeriod, streakOf, type Repeat } from '#schema/quests/rules/own.ts';
import type { QuestType } from '#schema/quests/rules/periods.ts';
import { proposeDailies, withExchanges } from '#schema/quests/rules/proposals.ts';
import { readTarget, type QuestTarget } from '#schema/quests/rules/targets.ts';
import type { OwnQuestRow, QuestProgressRow, ShippedQuestRow } from './queries.ts';

/**
 * `open` can be accepted, `locked` waits for the quest before it, `under_way` is accepted, `complete` waits to be claimed, `done`
 * was claimed in this period.
 */
export type QuestState = 'open' | 'locked' | 'under_way' | 'complete' | 'done';

export interface Quest {
  id: string;
  title: string;
  description: string;
  type: QuestType;
  xp: number;
  coins: number;
  goal: number;
  progress: number;
  state: QuestState;
  target: QuestTarget;
  /** The title of the quest that comes before; null when there is none. */
  after: string | null;
}

/** Every quest whose target this app knows, with the person's standing on the day. */
export function questsOn(day: string, shipped: readonly ShippedQuestRow[], progress: readonly QuestProgressRow[]): Quest[] {
  const rowById = new Map(progress.map((row) => [row.quest_id, row]));
  const titleById = new Map(shipped.map(({ id, title }) => [id, title]));
  return shipped.flatMap((quest) => {
    const target = readTarget(quest.target_type, quest.target_config);
    if (!target) return [];
    const row = rowById.get(quest.id);
    const beforeKey = readAfter(quest.target_config);
    const before = beforeKey === null ? null : contentId(QUEST_CONTENT, beforeKey);
    const isLocked = before !== null && (rowById.get(before)?.times_completed ?? 0) === 0;
    const state = stateOn(day, quest.type, row, isLocked);
    return {
      id: quest.id,
      title: quest.title,
      description: quest.description ?? '',
      type: quest.type,
      xp: quest.xp_reward,
      coins: quest.coin_reward,
      goal: quest.target,
      progress: state === 'open' || state === 'locked' ? 0 : Math.min(quest.target, row?.progress ?? 0),
      state,
      target,
      after: before === null ? null : (titleById.get(before) ?? null),
    };
  });
}

function stateOn(day: string, type: QuestType, row: QuestProgressRow | undefined, isLocked: boolean): QuestState {
  const free: QuestState = isLocked ? 'locked' : 'open';
  if (!row || row.period_start === null) return free;
  // A reward that was earned waits, also after its period.
  if (row.status === 'completed') return 'complete';
  const isNow = type === 'once' || (row.period_start <= day && (row.period_end === null || day <= row.period_end));
  if (!isNow) return free;
  if (row.status === 'claimed') return 'done';
  return row.status === 'accepted' || row.status === 'in_progress' ? 'under_way' : free;
}

/** The three daily quests of the day, after exchanges. */
export function dailiesOf(
  personId: string,
  day: string,
  quests: readonly Quest[],
  daysByKind: Record<string, number>,
  exchanged: readonly string[] = [],
): Quest[] {
  const dailies = quests.filter(({ type }) => type === 'daily');
  return withExchanges(personId, day, dailies, proposeDailies(personId, day, dailies, daysByKind), exchanged);
}

export interface OwnQuest {
  id: string;
  title: string;
  description: string;
  difficulty: OwnQuestRow['difficulty'];
  repeat: Repeat | null;
  xp: number;
  coins: number;
  isDone: boolean;
  isOver: boolean;
  streak: number;
  expiresAt: Date | null;
}

export function ownQuestOn(day: string, now: Date, row: OwnQuestRow): OwnQuest {
  const repeat = row.repeat_frequency;
  const last = row.last_completed_date;
  const isDone = last !== null && completionPeriod(repeat, last) === completionPeriod(repeat, day);
  // A streak stands while the period that follows its last completion is not over.
  const isAlive = last !== null && repeat !== null && streakOf(repeat, [last, day]) === (isDone ? 1 : 2);
  return {
    id: row.id,
    title: row.title,
    description: row.description ?? '',
    difficulty: row.difficulty,
    repeat,
    xp: row.xp_reward,
    coins: row.coin_reward,
    isDone,
    isOver: !isDone && row.expires_at !== null && row.expires_at <= now,
    streak: isAlive ? row.streak_count : 0,
    expiresAt: row.expires_at,
  };
}

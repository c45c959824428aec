// The shipped quests. Keys never change, because the rows of people refer to the ids made of them. A reward is what the deed
// itself would earn in a third of its time, in the unit of schema/progress/rules/rates.ts (a minute of focus is one XP), so
// that a quest is an encouragement and never the better way to earn.
import { contentSet } from '../../content-set.ts';
import { contentId } from '../../ids.ts';
import { QUEST_CONTENT } from '../rules/chains.ts';
import type { QuestType } from '../rules/periods.ts';
import { daily } from './daily.ts';
import { once } from './once.ts';
import type { ShippedQuest } from './shipped-quest.ts';
import { monthly, weekly } from './weekly-and-monthly.ts';

const byType: Readonly<Record<QuestType, readonly ShippedQuest[]>> = { daily, weekly, monthly, once };

export const questRows = Object.entries(byType).flatMap(([type, quests], group) =>
  quests.map(({ key, title, description, target: { type: targetType, ...config }, goal, xp, coins, after }, at) => ({
    id: contentId(QUEST_CONTENT, key),
    title,
    description,
    type: type as QuestType,
    xp_reward: xp,
    coin_reward: coins,
    target: goal,
    target_type: targetType,
    target_config: after === undefined ? config : { ...config, after },
    skill_key: null,
    is_active: true,
    sort_order: group * 100 + at,
  })),
);

export const questContent = contentSet({
  table: 'universal_quests',
  rows: questRows,
  // An administrator's own quests name their author.
  shipped: { created_by: null },
  retired: { is_active: false },
  stamps: ['created_at', 'updated_at'],
  edited: 'edited_at',
});

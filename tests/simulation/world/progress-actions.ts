// What comes of what people do: goals, quests, chests and own rewards.
import { contentId } from '#schema/ids.ts';
import { addDays, weekStart } from '#schema/day.ts';
import { QUEST_CONTENT } from '#schema/quests/rules/chains.ts';
import { recent, type Makers } from './maker.ts';

const questId = (key: string): string => contentId(QUEST_CONTENT, key);

/** Quests of every person. Focus sessions, workouts and habits bring them on; the last waits for the first. */
export const simulationQuests = [
  { id: questId('sim once'), type: 'daily', target: 1, target_type: 'count', target_config: { kinds: ['habit'] } },
  { id: questId('sim twice'), type: 'weekly', target: 2, target_type: 'count', target_config: { kinds: ['focus'] } },
  {
    id: questId('sim next'),
    type: 'once',
    target: 1,
    target_type: 'count',
    target_config: { kinds: ['focus'], after: 'sim once' },
  },
] as const;

const MONDAY = 1;

export const progressMakers: Makers = {
  goalAdd: {
    weight: 0.7,
    make: (random, made, { day }) => {
      const id = random.uuid();
      made.goals.push(id);
      const linked = { progressBy: 'linked', metric: random.pick(['focus_sessions', 'habit_days', 'xp']), targetValue: 3 };
      const byHand = { progressBy: 'hand', startValue: 0, targetValue: 10 };
      const how = random.pick([linked, byHand, { progressBy: 'milestones' }]);
      return { name: 'goal.add', args: { id, title: `Goal ${random.below(99)}`, startDay: day, ...how } };
    },
  },
  goalStatus: {
    weight: 1.5,
    make: (random, made, { day }) => {
      const id = recent(random, made.goals);
      const status = random.pick(['completed', 'completed', 'active', 'archived']);
      return id === undefined ? undefined : { name: 'goal.setStatus', args: { id, status, day } };
    },
  },
  goalUpdate: {
    weight: 0.7,
    make: (random, made, { day }) => {
      const goalId = recent(random, made.goals);
      return goalId === undefined
        ? undefined
        : { name: 'goal.update', args: { id: random.uuid(), goalId, day, value: random.below(12) } };
    },
  },
  goalDelete: {
    weight: 0.2,
    make: (random, made) => {
      const id = recent(random, made.goals);
      return id === undefined ? undefined : { name: 'goal.delete', args: { id } };
    },
  },
  milestoneAdd: {
    weight: 0.7,
    make: (random, made) => {
      const goalId = recent(random, made.goals);
      if (goalId === undefined) return undefined;
      const id = random.uuid();
      made.milestones.push(id);
      return { name: 'milestone.add', args: { id, goalId, title: `Step ${random.below(99)}` } };
    },
  },
  milestoneComplete: {
    weight: 1,
    make: (random, made, { day }) => {
      const id = recent(random, made.milestones);
      return id === undefined ? undefined : { name: 'milestone.complete', args: { id, isCompleted: random.chance(0.7), day } };
    },
  },
  questAccept: {
    weight: 2.5,
    make: (random, _made, { day }) => ({ name: 'quests.accept', args: { questId: random.pick(simulationQuests).id, day } }),
  },
  questClaim: {
    weight: 5,
    make: (random) => ({ name: 'quests.claim', args: { questId: random.pick(simulationQuests).id } }),
  },
  questAbandon: {
    weight: 0.2,
    make: (random) => ({ name: 'quests.abandon', args: { questId: random.pick(simulationQuests).id } }),
  },
  ownQuestCreate: {
    weight: 0.5,
    make: (random, made) => {
      const id = random.uuid();
      made.quests.push(id);
      const repeat = random.pick([null, 'daily', 'weekly']);
      return { name: 'quests.create', args: { id, title: `Quest ${random.below(99)}`, difficulty: 'easy', repeat } };
    },
  },
  ownQuestComplete: {
    weight: 1.5,
    make: (random, made, { day }) => {
      const id = recent(random, made.quests);
      return id === undefined ? undefined : { name: 'quests.complete', args: { id, day } };
    },
  },
  ownQuestReopen: {
    weight: 0.7,
    make: (random, made, { day }) => {
      const id = recent(random, made.quests);
      return id === undefined ? undefined : { name: 'quests.reopen', args: { id, day } };
    },
  },
  // Days of the week before count too, so that five levels and five days of a week are within reach of a run.
  earnXp: {
    weight: 1.5,
    make: (random, _made, { day }) => {
      const args = { occurrence: random.uuid(), coins: 1, xp: 60 + random.below(100) };
      return { name: 'sim.earn', args: { ...args, day: addDays(day, -random.below(6)) } };
    },
  },
  chestOpen: {
    weight: 2,
    make: (random, _made, { day }) => {
      const chest = random.chance(0.7)
        ? { kind: 'level', of: random.pick(['5', '10']) }
        : { kind: 'week', of: weekStart(day, MONDAY) };
      return { name: 'market.openChest', args: { ...chest, day } };
    },
  },
  rewardAdd: {
    weight: 0.5,
    make: (random, made) => {
      const id = random.uuid();
      made.rewards.push(id);
      return { name: 'market.addReward', args: { id, name: `An evening off ${random.below(9)}`, cost: 1 + random.below(4) } };
    },
  },
  rewardBuy: {
    weight: 1.5,
    make: (random, made, { day }) => {
      const itemId = recent(random, made.rewards);
      if (itemId === undefined) return undefined;
      const id = random.uuid();
      made.things.push(id);
      return { name: 'market.buy', args: { id, itemId, day } };
    },
  },
  rewardDelete: {
    weight: 0.4,
    make: (random, made) => {
      const id = recent(random, made.rewards);
      return id === undefined ? undefined : { name: 'market.deleteReward', args: { id } };
    },
  },
};

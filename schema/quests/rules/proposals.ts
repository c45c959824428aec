// The three daily quests of a day: a function of person, date, the shipped dailies and what the person did in the four weeks
// before this week. Every device with those rows proposes the same three, without a network. Only whole weeks before the
// current one are read, because another device may not have this week's rows yet.
import { addDays } from '../../day.ts';
import { idFromParts } from '../../ids.ts';
import { periodOf } from './periods.ts';
import type { QuestTarget } from './targets.ts';

export const DAILIES = 3;
const WEEKS_READ = 4;

export interface ProposedQuest {
  id: string;
  target: QuestTarget;
}

/** The days whose totals decide: from, to, both included. */
export function decidingDays(day: string): { from: string; to: string } {
  const monday = periodOf('weekly', day).from;
  return { from: addDays(monday, -7 * WEEKS_READ), to: addDays(monday, -1) };
}

/**
 * One quest of what the person does most, one of what they neglect, one of anything; different kinds as far as possible. The
 * order within a group is that of a hash of person, date and quest.
 * @param daysByKind on how many of the deciding days each kind was done.
 */
export function proposeDailies<Quest extends ProposedQuest>(
  userId: string,
  day: string,
  dailies: readonly Quest[],
  daysByKind: Readonly<Record<string, number>>,
): Quest[] {
  const drawn = inOrderOf(userId, day, dailies);
  const daysOf = ({ target }: Quest): number => Math.max(...target.kinds.map((kind) => daysByKind[kind] ?? 0));
  const chosen: Quest[] = [];
  const isNew = (quest: Quest): boolean => chosen.every(({ target }) => !shareKind(target, quest.target));
  const take = (candidates: readonly Quest[]): void => {
    const left = candidates.filter((quest) => !chosen.includes(quest));
    const quest = left.find(isNew) ?? left[0];
    if (quest) chosen.push(quest);
  };
  const most = Math.max(0, ...drawn.map(daysOf));
  const usual = drawn.filter((quest) => most > 0 && daysOf(quest) * 2 >= most);
  take(usual.length > 0 ? usual : drawn);
  const least = Math.min(...drawn.filter(isNew).map(daysOf));
  take(drawn.filter((quest) => isNew(quest) && daysOf(quest) === least));
  while (chosen.length < Math.min(DAILIES, drawn.length)) take(drawn);
  return chosen;
}

/** The three after exchanges: each exchanged quest gives its place to the next one in the day's order that was not proposed. */
export function withExchanges<Quest extends ProposedQuest>(
  userId: string,
  day: string,
  dailies: readonly Quest[],
  proposed: readonly Quest[],
  exchanged: readonly string[],
): Quest[] {
  const result = [...proposed];
  const next = inOrderOf(userId, day, dailies).filter((quest) => !proposed.includes(quest) && !exchanged.includes(quest.id));
  for (const id of exchanged) {
    const at = result.findIndex((quest) => quest.id === id);
    const quest = at < 0 ? undefined : next.shift();
    if (quest) result[at] = quest;
  }
  return result;
}

/** The order of a hash of person, date and quest. */
const inOrderOf = <Quest extends ProposedQuest>(userId: string, day: string, dailies: readonly Quest[]): Quest[] =>
  dailies
    .map((quest) => ({ quest, draw: idFromParts('daily quest', userId, day, quest.id) }))
    .sort((a, b) => (a.draw < b.draw ? -1 : 1))
    .map(({ quest }) => quest);

const shareKind = (one: QuestTarget, other: QuestTarget): boolean => one.kinds.some((kind) => other.kinds.includes(kind));

// What the market recommends to a person, and why: rules over the person's own rows, each with the figure that it stands on.
export interface Facts {
  coins: number;
  /** The longest current streak of a habit. */
  streak: { name: string; days: number } | null;
  freezes: number;
  xpToNext: number;
  level: number;
  /** Different days of the last 28 on which the kind was done. */
  daysOf: Readonly<Record<string, number>>;
  /** Of the last seven days. */
  activeDays: number;
  items: readonly {
    id: string;
    name: string;
    cost: number;
    kind: string;
    isWished: boolean;
    isOwned: boolean;
  }[];
}

export interface Recommendation {
  itemId: string;
  /** Higher is shown first. */
  score: number;
  reason: string;
}

const MOST = 4;

export function recommend(facts: Facts): Recommendation[] {
  const affordable = facts.items.filter(({ cost, isOwned }) => cost <= facts.coins && !isOwned);
  const cheapest = (kind: string): string | undefined =>
    affordable.filter((item) => item.kind === kind).sort((a, b) => a.cost - b.cost || (a.id < b.id ? -1 : 1))[0]?.id;
  const found: Recommendation[] = affordable
    .filter(({ isWished }) => isWished)
    .map(({ id, cost }) => ({
      itemId: id,
      score: 100,
      reason: `On your wishlist, and your ${facts.coins} coins cover its ${cost}.`,
    }));
  const add = (itemId: string | undefined, score: number, reason: string): void => {
    if (itemId !== undefined && !found.some((one) => one.itemId === itemId)) found.push({ itemId, score, reason });
  };
  const { streak, daysOf } = facts;
  if (streak && streak.days >= 7 && facts.freezes === 0) {
    add(cheapest('streak_freeze'), 90, `“${streak.name}” is at ${streak.days} days. A freeze covers one missed day.`);
  }
  if (facts.activeDays >= 6) add(cheapest('treat'), 80, `You were active on ${facts.activeDays} of the last 7 days.`);
  if (facts.xpToNext > 0 && facts.xpToNext <= 150) {
    add(cheapest('xp_boost'), 70, `${facts.xpToNext} XP are missing to level ${facts.level + 1}.`);
  }
  if ((daysOf['focus'] ?? 0) >= 8) add(cheapest('timer_face'), 60, `You focused on ${daysOf['focus']} of the last 28 days.`);
  if ((daysOf['quest'] ?? 0) >= 8) add(cheapest('reroll'), 50, `You claimed quests on ${daysOf['quest']} of the last 28 days.`);
  if (facts.level >= 5) add(cheapest('frame'), 40, `You have reached level ${facts.level}.`);
  return found.sort((a, b) => b.score - a.score || (a.itemId < b.itemId ? -1 : 1)).slice(0, MOST);
}

// The quests of the person's day, read once for the page and for Today.
import { useMemo } from 'react';
import { decidingDays } from '#schema/quests/rules/proposals.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { usePerson, useRows } from '#src/replica/public.ts';
import { dailiesOf, questsOn, type Quest } from './model.ts';
import { activeDays, exchangedQuests, questProgress, shippedQuests } from './queries.ts';

export interface QuestBoard {
  /** The three of the day. */
  dailies: Quest[];
  /** Accepted ones and those whose reward waits, without the three. */
  underWay: Quest[];
  all: Quest[];
}

type BoardRead = { kind: 'loading' } | { kind: 'failed'; message: string; retry(): void } | { kind: 'ready'; board: QuestBoard };

export function useQuests(): BoardRead {
  const day = useToday();
  const personId = usePerson()?.userId ?? null;
  const { from, to } = decidingDays(day);
  const shipped = useRows(shippedQuests());
  const progress = useRows(questProgress());
  const active = useRows(activeDays(from, to));
  const exchanged = useRows(exchangedQuests(day));
  return useMemo<BoardRead>(() => {
    for (const read of [shipped, progress, active, exchanged]) if (read.kind === 'failed') return read;
    if (shipped.kind !== 'ready' || progress.kind !== 'ready' || active.kind !== 'ready' || exchanged.kind !== 'ready') {
      return { kind: 'loading' };
    }
    if (personId === null) {
      return { kind: 'loading' };
    }
    const all = questsOn(day, shipped.rows, progress.rows);
    const daysByKind = Object.fromEntries(active.rows.map((row) => [row.kind, row.days]));
    const replaced = exchanged.rows.flatMap(({ used_for: questId }) => questId ?? []);
    const dailies = dailiesOf(personId, day, all, daysByKind, replaced);
    const isUnderWay = ({ state }: Quest): boolean => state === 'under_way' || state === 'complete';
    return { kind: 'ready', board: { dailies, underWay: all.filter((one) => isUnderWay(one) && !dailies.includes(one)), all } };
  }, [day, personId, shipped, progress, active, exchanged]);
}

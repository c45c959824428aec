// The chests that wait to be opened.
import { useMemo } from 'react';
import { chestsSince, type Chest } from '#schema/market/rules/chests.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { joinRows, useRows, type Failed, type Loading } from '#src/replica/public.ts';
import { waitingChests } from './model.ts';
import { activeDays, level, openedChests } from './queries.ts';

export function useWaitingChests(): Loading | Failed | { kind: 'ready'; chests: readonly Chest[] } {
  const today = useToday();
  const read = joinRows({
    level: useRows(level()),
    days: useRows(activeDays(chestsSince(today))),
    opened: useRows(openedChests()),
  });
  return useMemo(() => {
    if (read.kind !== 'ready') return read;
    const { rows } = read;
    const chests = waitingChests({
      level: rows.level[0]?.current_level ?? 1,
      today,
      activeDays: rows.days.map(({ day }) => day),
      openedTypes: rows.opened.map(({ reward_type: type }) => type),
    });
    return { kind: 'ready' as const, chests };
  }, [read, today]);
}

// A hard week proposes a lighter one: the reason, what would move, and one button that moves it.
import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { addDays } from '#schema/day.ts';
import { CHRONIC_DAYS, type LoadedSession } from '#schema/fitness/rules/load.ts';
import { deloadOf, DELOAD_DAYS, HARD_RATIO, weekLoad, type ProposedMove } from '#schema/planning/rules/deload.ts';
import { shiftWall, wallToInstant, instantToWall } from '#schema/planning/rules/walls.ts';
import { formatDay } from '#src/format/days.ts';
import { formatMinutes } from '#src/format/durations.ts';
import { loadsSince } from '#src/modules/fitness/public.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { List, ListRow } from '#src/ui/list.tsx';
import { Section } from '#src/ui/section.tsx';
import type { Entry } from '../../model.ts';
import { strings } from '../../strings.ts';
import { useEntries, useEventActions } from '../../use-events.ts';

const words = strings.week;

export function Deload({ today }: { today: string }) {
  const rows = rowsIfReady(useRows(loadsSince(addDays(today, -CHRONIC_DAYS))));
  const { entries, zone } = useEntries(addDays(today, 1), addDays(today, DELOAD_DAYS));
  const { moveMany } = useEventActions();
  const [isShown, setShown] = useState(false);
  if (rows == null) return null;
  const ratio = weekLoad(rows.map(sessionOf), today);
  const isHard = ratio !== null && ratio >= HARD_RATIO;
  const workouts = entries.filter(({ row, isAllDay, isDone }) => row.linked_kind === 'workout' && !isAllDay && !isDone);
  const moves = deloadOf(workouts.map(plannedOf), today);
  const accept = async (): Promise<void> => {
    if (
      await moveMany(
        moves.map((move) => moveOf(move, workouts, zone)),
        strings.saved.moved,
      )
    )
      setShown(false);
  };
  return (
    <Section title={words.load}>
      <Stack gap="sm">
        <Text>{ratio === null ? words.loadNone : isHard ? words.loadHigh(ratio.toFixed(1)) : words.loadFine}</Text>
        {isHard && !isShown && (
          <Group>
            <Button onClick={() => setShown(true)}>{words.propose}</Button>
          </Group>
        )}
        {isHard &&
          isShown &&
          (moves.length === 0 ? (
            <Text c="dimmed">{words.noMoves}</Text>
          ) : (
            <Proposal moves={moves} onAccept={() => void accept()} onClose={() => setShown(false)} />
          ))}
      </Stack>
    </Section>
  );
}

function Proposal({ moves, onAccept, onClose }: { moves: readonly ProposedMove[]; onAccept(): void; onClose(): void }) {
  return (
    <>
      <List label={words.moves}>
        {moves.map(({ id, key, title, from, to, minutes }) => (
          <ListRow key={`${id} ${key}`}>
            <Text>{words.light(title)}</Text>
            <Text size="sm" c="dimmed">
              {from === to ? formatDay(from) : `${formatDay(from)} → ${formatDay(to)}`}, {formatMinutes(minutes)}
            </Text>
          </ListRow>
        ))}
      </List>
      <Group gap="xs">
        <Button onClick={onAccept}>{words.accept}</Button>
        <Button variant="default" onClick={onClose}>
          {strings.cancel}
        </Button>
      </Group>
    </>
  );
}

const plannedOf = (entry: Entry) => ({
  id: entry.eventId,
  key: entry.key,
  title: entry.row.title,
  day: entry.from.slice(0, 10),
  minutes: Math.round((entry.end.getTime() - entry.start.getTime()) / 60_000),
});

function moveOf({ id, key, to, minutes, title }: ProposedMove, entries: readonly Entry[], zone: string) {
  const entry = entries.find((one) => one.eventId === id && one.key === key);
  const wall = `${to}T${entry?.from.slice(11) ?? '09:00:00'}`;
  const start = instantToWall(wallToInstant(wall, zone), entry?.row.timezone ?? zone);
  return { id, key, start, end: shiftWall(start, minutes * 60_000), title: words.light(title) };
}

type LoadRow = Awaited<ReturnType<ReturnType<typeof loadsSince>['execute']>>[number];

const sessionOf = ({ day, started_at, completed_at, effort, mean_rpe }: LoadRow): LoadedSession => ({
  day: day ?? started_at.toISOString().slice(0, 10),
  minutes: completed_at === null ? 0 : Math.round((completed_at.getTime() - started_at.getTime()) / 60_000),
  effort: effort ?? mean_rpe,
});

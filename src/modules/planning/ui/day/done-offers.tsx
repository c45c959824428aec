// What was done on a day without an event: each can be added to the calendar as done.
import { Button, Text } from '@mantine/core';
import { newId } from '#schema/ids.ts';
import { instantToWall } from '#schema/planning/rules/walls.ts';
import { useTimeZone } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { List, ListRow } from '#src/ui/list.tsx';
import { Section } from '#src/ui/section.tsx';
import { doneBetween, type DoneRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { useEntries, useTimes } from '../../use-events.ts';

const words = strings.offer;
const LINK_OF: Readonly<Record<string, 'workout' | 'focus' | 'book' | 'lesson'>> = {
  workout: 'workout',
  focus: 'focus',
  reading: 'book',
  lesson: 'lesson',
};

export function DoneOffers({ day }: { day: string }) {
  const run = useRun();
  const zone = useTimeZone();
  const times = useTimes();
  const { entries } = useEntries(day, day);
  const filled = new Set(entries.flatMap(({ row }) => row.filled_by ?? []));
  const rows = (rowsIfReady(useRows(doneBetween(day, day))) ?? []).filter(
    (row) => row.happened_at !== null && !filled.has(byOf(row)),
  );
  if (rows.length === 0) return null;
  const add = (row: DoneRow, start: string, end: string): void =>
    void run('event.add', {
      id: newId(),
      title: titleOf(row),
      start,
      end,
      zone,
      link: { kind: LINK_OF[row.event_type] ?? 'focus', id: null },
      done: { from: fromOf(row).toISOString(), to: (row.happened_at ?? new Date()).toISOString(), by: byOf(row) },
    });
  return (
    <Section title={words.title}>
      <List label={words.title}>
        {rows.map((row) => {
          const [start, end] = [instantToWall(fromOf(row), zone), instantToWall(row.happened_at ?? new Date(), zone)];
          return (
            <ListRow
              key={row.id}
              actions={
                <Button variant="light" aria-label={`${words.add}: ${titleOf(row)}`} onClick={() => add(row, start, end)}>
                  {words.add}
                </Button>
              }
            >
              <Text>{titleOf(row)}</Text>
              <Text size="sm" c="dimmed">
                {times.wall(start)} – {times.wall(end)}
              </Text>
            </ListRow>
          );
        })}
      </List>
    </Section>
  );
}

const byOf = ({ event_type, occurrence_id }: DoneRow): string => `${event_type}:${occurrence_id}`;

function fromOf({ happened_at, amounts }: DoneRow): Date {
  const { ms = 0 } = (amounts ?? {}) as { ms?: number };
  return new Date((happened_at?.getTime() ?? 0) - ms);
}

function titleOf({ event_type, metadata }: DoneRow): string {
  const { reason } = (metadata ?? {}) as { reason?: string };
  return reason?.replace(/^[A-Z][a-z]+: /, '') || words.kinds[event_type] || event_type;
}

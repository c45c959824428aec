// What can be pulled into the plan: events of the day, habits, workouts, quests, goals, books, things of the inbox.
import { Button, Modal, Stack, Text } from '@mantine/core';
import { newId } from '#schema/ids.ts';
import { ITEM_KINDS, type ItemKind } from '#schema/planning/rules/day-plan.ts';
import { useRun } from '#src/modules/use-run.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { List, ListRow } from '#src/ui/list.tsx';
import { linkables } from '../../queries.ts';
import { strings } from '../../strings.ts';
import type { DayPlan } from '../../use-day.ts';

const words = strings.day;

interface Offer {
  kind: ItemKind;
  ref: string;
  title: string;
  minutes: number | null;
}

export function PullDialog({ day, view, onClose }: { day: string; view: DayPlan; onClose(): void }) {
  const run = useRun();
  const rows = rowsIfReady(useRows(linkables())) ?? [];
  const isTaken = new Set(view.items.map(({ kind, ref }) => `${kind} ${ref}`));
  const events: Offer[] = view.entries.map((entry) => ({
    kind: 'event',
    ref: entry.eventId,
    title: entry.row.title,
    minutes: entry.isAllDay ? null : Math.max(1, Math.round((entry.end.getTime() - entry.start.getTime()) / 60_000)),
  }));
  const records = rows
    .filter(({ kind }) => ITEM_KINDS.includes(kind as ItemKind))
    .map(({ id, title, kind }): Offer => ({ kind: kind as ItemKind, ref: id, title, minutes: null }));
  const offers = [...events, ...records].filter(({ kind, ref }) => !isTaken.has(`${kind} ${ref}`));
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.pullTitle}
      size="lg"
      closeButtonProps={{ 'aria-label': strings.close, size: 44 }}
    >
      {offers.length === 0 && <Text c="dimmed">{words.nothingToPull}</Text>}
      <Stack gap="md">
        {ITEM_KINDS.map((kind) => ({ kind, of: offers.filter((offer) => offer.kind === kind) }))
          .filter(({ of }) => of.length > 0)
          .map(({ kind, of }) => (
            <section key={kind}>
              <Text component="h3" fw={600} size="sm" mb={4}>
                {words.kinds[kind]}
              </Text>
              <List label={words.kinds[kind]}>
                {of.map(({ ref, title, minutes }) => (
                  <ListRow
                    key={ref}
                    actions={
                      <Button
                        variant="light"
                        aria-label={`${strings.quick.add} ${title}`}
                        onClick={() => void run('plan.add', { id: newId(), day, title, kind, ref, minutes })}
                      >
                        {strings.quick.add}
                      </Button>
                    }
                  >
                    {title}
                  </ListRow>
                ))}
              </List>
            </section>
          ))}
      </Stack>
    </Modal>
  );
}

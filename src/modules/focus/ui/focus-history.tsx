// Ended sessions by day, newest first. Deleting one takes back what it earned.
import { ActionIcon, Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { IconHourglassEmpty, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useLive } from '#src/replica/public.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { Section } from '#src/ui/section.tsx';
import { useFocusCommands } from '../commands.ts';
import { historyByDay } from '../model.ts';
import { focusHistory, type FocusHistoryRow } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './focus.module.css';

const PAGE = 20;

const dayName = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });

const titleOf = (row: FocusHistoryRow): string => row.task_title ?? strings.untitled.focus;

export function FocusHistory() {
  const [shown, setShown] = useState(PAGE);
  const [deleting, setDeleting] = useState<FocusHistoryRow | null>(null);
  // One more than is shown tells whether there is more.
  const { rows } = useLive(focusHistory(shown + 1), [shown]);
  return (
    <Section title={strings.history.title}>
      {rows === undefined ? (
        <Skeleton height={PAGE * 12} radius="sm" />
      ) : rows.length === 0 ? (
        <EmptyPlace icon={IconHourglassEmpty} title={strings.history.emptyTitle} order={3}>
          {strings.history.emptyText}
        </EmptyPlace>
      ) : (
        <>
          {historyByDay(rows.slice(0, shown)).map(({ day, sessions }) => (
            <section key={day} aria-label={dayInWords(day)}>
              <h3 className={classes.sessionDay}>{dayInWords(day)}</h3>
              <ul className={classes.sessionList}>
                {sessions.map((row) => (
                  <SessionRow key={row.id} row={row} onDelete={() => setDeleting(row)} />
                ))}
              </ul>
            </section>
          ))}
          {rows.length > shown && (
            <Button variant="subtle" fullWidth mt="sm" onClick={() => setShown(shown + PAGE)}>
              {strings.history.more}
            </Button>
          )}
        </>
      )}
      <DeleteDialog row={deleting} onClose={() => setDeleting(null)} />
    </Section>
  );
}

const dayInWords = (day: string): string => dayName.format(new Date(`${day}T00:00:00Z`));

function SessionRow({ row, onDelete }: { row: FocusHistoryRow; onDelete(): void }) {
  const facts = [
    clock.format(row.started_at),
    ...(row.tag ? [row.tag] : []),
    ...(row.status === 'completed' ? [] : [strings.history.status[row.status]]),
  ];
  return (
    <li className={classes.sessionRow}>
      <div className={classes.sessionText}>
        <Text truncate>{titleOf(row)}</Text>
        <Text size="sm" c="dimmed" className="tabular" truncate>
          {facts.join(' · ')}
        </Text>
      </div>
      <div className={classes.sessionMinutes}>
        <Text>{strings.hoursAndMinutes(Math.floor((row.focused_seconds ?? 0) / 60))}</Text>
        {row.xp_awarded > 0 && (
          <Text size="sm" c="dimmed">
            {`+${row.xp_awarded} XP`}
          </Text>
        )}
      </div>
      <ActionIcon aria-label={strings.history.remove(titleOf(row))} onClick={onDelete}>
        <IconTrash size={18} aria-hidden />
      </ActionIcon>
    </li>
  );
}

function DeleteDialog({ row, onClose }: { row: FocusHistoryRow | null; onClose(): void }) {
  const focus = useFocusCommands();
  return (
    <Modal opened={row !== null} onClose={onClose} title={strings.history.removeTitle}>
      <Stack gap="md">
        <Text>{strings.history.removeText}</Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {strings.history.cancel}
          </Button>
          <Button
            color="red"
            onClick={() => {
              if (row) void focus.remove(row.id);
              onClose();
            }}
          >
            {strings.history.removeYes}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

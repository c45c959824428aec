// Ended sessions by day, newest first. Each opens to be corrected or deleted.
import { Button, Group, Skeleton, Text, UnstyledButton } from '@mantine/core';
import { IconHourglassEmpty, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { formatMinutes, fullMinutes } from '#src/format/durations.ts';
import { formatDayLong, formatTimeOfDay } from '#src/format/days.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useReplica, useRows } from '#src/replica/public.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { OneLine } from '#src/ui/one-line.tsx';
import { historyByDay } from '../model.ts';
import { focusHistory, type FocusHistoryRow } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './focus.module.css';
import { AddSessionDialog } from './add-session-dialog.tsx';
import { SessionDialog } from './session-dialog.tsx';

const PAGE = 20;

const titleOf = (row: FocusHistoryRow): string => row.task_title ?? strings.untitled.focus;

export function FocusHistory() {
  const [shown, setShown] = useState(PAGE);
  const [isAdding, setIsAdding] = useState(false);
  const [opened, setOpened] = useState<FocusHistoryRow | null>(null);
  // One more than is shown tells whether there is more.
  const history = useRows(focusHistory(shown + 1), { keepWithin: 'focus history' });
  return (
    <Section title={strings.history.title} actions={<Actions onAdd={() => setIsAdding(true)} />}>
      <WhenRead read={history} loading={<Skeleton height={PAGE * 12} radius="sm" />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyPlace icon={IconHourglassEmpty} title={strings.history.emptyTitle} order={3}>
              {strings.history.emptyText}
            </EmptyPlace>
          ) : (
            <>
              <Days rows={rows.slice(0, shown)} onOpen={setOpened} />
              {rows.length > shown && (
                <Button variant="subtle" fullWidth mt="sm" onClick={() => setShown(shown + PAGE)}>
                  {strings.history.more}
                </Button>
              )}
            </>
          )
        }
      </WhenRead>
      {opened && history.kind === 'ready' && (
        <SessionDialog row={opened} others={sameDay(history.rows, opened)} onClose={() => setOpened(null)} />
      )}
      {isAdding && <AddSessionDialog onClose={() => setIsAdding(false)} />}
    </Section>
  );
}

/** The completed sessions that one could be merged with. */
const sameDay = (rows: readonly FocusHistoryRow[], of: FocusHistoryRow): FocusHistoryRow[] =>
  of.status === 'completed' ? rows.filter((row) => row.id !== of.id && row.day === of.day && row.status === 'completed') : [];

function Actions({ onAdd }: { onAdd(): void }) {
  const replica = useReplica();
  const today = useToday();
  const save = async (): Promise<void> => {
    try {
      const { exportFocus } = await import('../export-focus.ts');
      await exportFocus(replica, today);
    } catch {
      showToast({ title: strings.history.exportFailed, message: strings.history.tryAgain });
    }
  };
  return (
    <Group gap="xs">
      <Button variant="subtle" color="gray" px="xs" onClick={() => void save()}>
        {strings.history.exportFile}
      </Button>
      <Button variant="default" px="sm" leftSection={<IconPlus size={18} aria-hidden />} onClick={onAdd}>
        {strings.history.add}
      </Button>
    </Group>
  );
}

function Days({ rows, onOpen }: { rows: FocusHistoryRow[]; onOpen(row: FocusHistoryRow): void }) {
  return historyByDay(rows).map(({ day, sessions }) => (
    <section key={day} aria-label={formatDayLong(day)}>
      <h3 className={classes.sessionDay}>{formatDayLong(day)}</h3>
      <ul className={classes.sessionList}>
        {sessions.map((row) => (
          <SessionRow key={row.id} row={row} onOpen={() => onOpen(row)} />
        ))}
      </ul>
    </section>
  ));
}

function SessionRow({ row, onOpen }: { row: FocusHistoryRow; onOpen(): void }) {
  const interruptions = row.interruptions + Number(row.pauses ?? 0);
  const facts = [
    formatTimeOfDay(row.started_at),
    ...(row.tag ? [row.tag] : []),
    ...(interruptions > 0 ? [strings.interruptions(interruptions)] : []),
    ...(row.status === 'completed' ? [] : [strings.history.status[row.status]]),
  ];
  return (
    <li className={classes.sessionItem}>
      <UnstyledButton className={classes.sessionRow} onClick={onOpen}>
        <span className={classes.sessionText}>
          <OneLine>{titleOf(row)}</OneLine>
          <OneLine size="sm" c="dimmed" className="tabular">
            {facts.join(' · ')}
          </OneLine>
        </span>
        <span className={classes.sessionMinutes}>
          <Text span display="block">
            {formatMinutes(fullMinutes(row.focused_seconds ?? 0))}
          </Text>
          {row.xp_awarded > 0 && (
            <Text span size="sm" c="dimmed" display="block">
              {strings.history.xp(row.xp_awarded)}
            </Text>
          )}
        </span>
      </UnstyledButton>
    </li>
  );
}

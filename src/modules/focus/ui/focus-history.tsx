// Ended sessions by day, newest first. Each opens to be corrected or deleted.
import { Button, Skeleton, Text, UnstyledButton } from '@mantine/core';
import { IconHourglassEmpty } from '@tabler/icons-react';
import { useState } from 'react';
import { useLive } from '#src/replica/public.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { Section } from '#src/ui/section.tsx';
import { historyByDay } from '../model.ts';
import { focusHistory, type FocusHistoryRow } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './focus.module.css';
import { SessionDialog } from './session-dialog.tsx';

const PAGE = 20;

const dayName = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });

const titleOf = (row: FocusHistoryRow): string => row.task_title ?? strings.untitled.focus;

export function FocusHistory() {
  const [shown, setShown] = useState(PAGE);
  const [opened, setOpened] = useState<FocusHistoryRow | null>(null);
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
                  <SessionRow key={row.id} row={row} onOpen={() => setOpened(row)} />
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
      {opened && <SessionDialog row={opened} onClose={() => setOpened(null)} />}
    </Section>
  );
}

const dayInWords = (day: string): string => dayName.format(new Date(`${day}T00:00:00Z`));

function SessionRow({ row, onOpen }: { row: FocusHistoryRow; onOpen(): void }) {
  const facts = [
    clock.format(row.started_at),
    ...(row.tag ? [row.tag] : []),
    ...(row.status === 'completed' ? [] : [strings.history.status[row.status]]),
  ];
  return (
    <li className={classes.sessionItem}>
      <UnstyledButton className={classes.sessionRow} onClick={onOpen}>
        <span className={classes.sessionText}>
          <Text span truncate display="block">
            {titleOf(row)}
          </Text>
          <Text span size="sm" c="dimmed" className="tabular" truncate display="block">
            {facts.join(' · ')}
          </Text>
        </span>
        <span className={classes.sessionMinutes}>
          <Text span display="block">
            {strings.hoursAndMinutes(Math.floor((row.focused_seconds ?? 0) / 60))}
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

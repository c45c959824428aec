// The sessions of a book, newest first, to correct or delete.
import { ActionIcon, Button, Text } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { formatDayWithYear } from '#src/format/days.ts';
import { formatMinutes } from '#src/format/durations.ts';
import { factLine } from '#src/format/words.ts';
import { useRun } from '#src/modules/use-run.ts';
import { Section } from '#src/ui/section.tsx';
import { deleteSession } from '../commands.ts';
import type { BookDetails, SessionRow } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './books.module.css';
import { SessionDialog } from './session-dialog.tsx';

const words = strings.session;
const SHOWN = 8;

export function Sessions({ book, sessions }: { book: BookDetails; sessions: readonly SessionRow[] }) {
  const run = useRun();
  const [isWhole, setWhole] = useState(false);
  const [edited, setEdited] = useState<SessionRow | null>(null);
  const ended = sessions.filter(({ status }) => status === 'ended');
  const shown = isWhole ? ended : ended.slice(0, SHOWN);
  return (
    <Section title={words.list}>
      {ended.length === 0 && <Text c="dimmed">{words.none}</Text>}
      <ul className={classes.plainList}>
        {shown.map((session) => {
          const day = session.day === null ? '' : formatDayWithYear(session.day);
          return (
            <li key={session.id} className={classes.entry}>
              <div className={classes.entryWords}>
                <Text className="tabular">{sessionFacts(session)}</Text>
                <Text size="sm" c="dimmed">
                  {day}
                </Text>
                {session.notes !== null && (
                  <Text size="sm" className={classes.pre}>
                    {session.notes}
                  </Text>
                )}
              </div>
              <ActionIcon aria-label={words.edit(day)} onClick={() => setEdited(session)}>
                <IconPencil size={18} aria-hidden />
              </ActionIcon>
              <ActionIcon aria-label={words.remove(day)} onClick={() => void deleteSession(run, book.id, session)}>
                <IconTrash size={18} aria-hidden />
              </ActionIcon>
            </li>
          );
        })}
      </ul>
      {shown.length < ended.length && (
        <Button variant="subtle" onClick={() => setWhole(true)}>
          {words.showAll}
        </Button>
      )}
      {edited && <SessionDialog book={book} mode={{ kind: 'edit', session: edited }} onClose={() => setEdited(null)} />}
    </Section>
  );
}

function sessionFacts({ unit, from_position: from, to_position: to, pages_read: pages, duration_ms: ms }: SessionRow): string {
  const gained = to === null ? null : Math.max(0, to - (from ?? 0));
  const isTimed = ms >= 60_000;
  const inUnit = gained === null || (unit === 'minutes' && isTimed) ? null : strings.amount(gained, unit);
  const read = unit === 'pages' ? (pages > 0 ? strings.pages(pages) : null) : inUnit;
  return factLine(
    read,
    isTimed ? formatMinutes(Math.round(ms / 60_000)) : null,
    to === null ? null : strings.position(to, null, unit).toLowerCase(),
  );
}

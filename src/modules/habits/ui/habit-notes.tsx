// What was written for days of a habit, newest first, and its pauses.
import { ActionIcon, Button, Text } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { formatDay } from '#src/format/days.ts';
import { useRun } from '#src/modules/use-run.ts';
import { List, ListRow } from '#src/ui/list.tsx';
import { Section } from '#src/ui/section.tsx';
import type { HabitEntryRow, PauseRow } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './habits.module.css';

const words = strings.page;
const SHOWN = 5;

interface HabitNotesProps {
  entries: readonly HabitEntryRow[];
  onDay(day: string): void;
}

export function HabitNotes({ entries, onDay }: HabitNotesProps) {
  const [isWhole, setWhole] = useState(false);
  const notes = entries.filter((entry) => entry.notes !== null).toReversed();
  const shown = isWhole ? notes : notes.slice(0, SHOWN);
  return (
    <Section title={words.notes}>
      {notes.length === 0 ? (
        <Text c="dimmed">{words.noNotes}</Text>
      ) : (
        <List label={words.notes}>
          {shown.map(({ id, completed_date: day, mark, notes: text }) => (
            <ListRow
              key={id}
              actions={
                <ActionIcon aria-label={words.editNote(formatDay(day))} onClick={() => onDay(day)}>
                  <IconPencil size={18} aria-hidden />
                </ActionIcon>
              }
            >
              <Text size="sm" c="dimmed">
                {formatDay(day)} · {strings.marks[mark]}
              </Text>
              <Text className={classes.notes}>{text}</Text>
            </ListRow>
          ))}
        </List>
      )}
      {!isWhole && notes.length > SHOWN && (
        <Button variant="subtle" fullWidth onClick={() => setWhole(true)}>
          {words.showAllNotes}
        </Button>
      )}
    </Section>
  );
}

export function HabitPauses({ pauses }: { pauses: readonly PauseRow[] }) {
  const run = useRun();
  if (pauses.length === 0) return null;
  return (
    <Section title={strings.pause.list}>
      <List label={strings.pause.list}>
        {pauses.map(({ id, from_day, to_day, reason, habit_id }) => (
          <ListRow
            key={id}
            actions={
              <ActionIcon
                aria-label={strings.pause.remove(formatDay(from_day))}
                onClick={() => void run('habit.deletePause', { id })}
              >
                <IconTrash size={18} aria-hidden />
              </ActionIcon>
            }
          >
            <Text>{words.streakSpan(formatDay(from_day), to_day === null ? '…' : formatDay(to_day))}</Text>
            <Text size="sm" c="dimmed">
              {[reason, habit_id === null ? strings.pause.scopes.all : null].filter(Boolean).join(' · ')}
            </Text>
          </ListRow>
        ))}
      </List>
    </Section>
  );
}

// The reading timer of a book: start, pause, resume, stop with the page, discard.
import { Button, Group, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { readMs } from '#schema/books/rules/timer.ts';
import { now } from '#src/clock/clock.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { showToast } from '#src/ui/toast.tsx';
import { startTimer } from '../commands.ts';
import type { TimerRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { useOpenTimer, useTimerText } from '../use-timer.ts';
import classes from './books.module.css';
import { SessionDialog, type ReadBook } from './session-dialog.tsx';

const words = strings.timer;

interface ReadingTimerProps {
  book: ReadBook;
  /** In a list, where several such buttons stand. */
  isNamed?: boolean;
}

export function ReadingTimer({ book, isNamed = false }: ReadingTimerProps) {
  const timer = useOpenTimer();
  const run = useRun();
  const today = useToday();
  if (timer !== null && timer.book_id === book.id) return <OpenTimer timer={timer} book={book} />;
  return (
    <Button
      leftSection={<IconPlayerPlay size={18} aria-hidden />}
      {...(isNamed && { 'aria-label': words.startOf(book.title) })}
      {...(timer !== null && { variant: 'default', title: words.other(timer.title) })}
      onClick={() => void startTimer(run, book, today)}
    >
      {words.start}
    </Button>
  );
}

function OpenTimer({ timer, book }: { timer: TimerRow; book: ReadBook }) {
  const run = useRun();
  const text = useTimerText(timer);
  const [stopMs, setStopMs] = useState<number | null>(null);
  const isPaused = timer.status === 'paused';
  const discard = async (): Promise<void> => {
    if (await run('book.discardTimer', { id: timer.id })) showToast({ message: words.discarded });
  };
  // The timer rests while the page asks how far the person got.
  const stop = (): void => {
    setStopMs(readMs(timer, now()));
    if (!isPaused) void run('book.pauseTimer', { id: timer.id });
  };
  return (
    <div>
      <Text size="sm" c="dimmed">
        {isPaused ? words.paused : words.running}
      </Text>
      <div className={classes.clock} role="timer" aria-live="off">
        {text}
      </div>
      <Group gap="xs" mt="xs">
        <Button leftSection={<IconPlayerStop size={18} aria-hidden />} onClick={stop}>
          {words.stop}
        </Button>
        <Button
          variant="default"
          leftSection={isPaused ? <IconPlayerPlay size={18} aria-hidden /> : <IconPlayerPause size={18} aria-hidden />}
          onClick={() => void run(isPaused ? 'book.resumeTimer' : 'book.pauseTimer', { id: timer.id })}
        >
          {isPaused ? words.resume : words.pause}
        </Button>
        <Button variant="subtle" onClick={() => void discard()}>
          {words.discard}
        </Button>
      </Group>
      {stopMs !== null && (
        <SessionDialog book={book} mode={{ kind: 'stop', timer, ms: stopMs }} onClose={() => setStopMs(null)} />
      )}
    </div>
  );
}

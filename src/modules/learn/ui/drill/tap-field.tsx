// Tapping a rhythm: on the pad, with the space bar or on a MIDI keyboard. The times are those of the events, not of their handling.
import { Button, Group, Text } from '@mantine/core';
import { IconRotate } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState } from 'react';
import type { DrillConfig } from '#schema/learn/rules/drills.ts';
import type { DrillQuestion } from '../../drills/question.ts';
import { strings } from '../../strings.ts';
import classes from './drill.module.css';
import type { Answered } from './use-drill-session.ts';
import { useMidiNotes } from './use-midi.ts';

const words = strings.drill;

interface TapFieldProps {
  config: DrillConfig;
  question: DrillQuestion;
  answered: Answered | null;
  onAnswer(given: readonly number[]): void;
}

export function TapField({ question, answered, onAnswer }: TapFieldProps) {
  const [times, setTimes] = useState<readonly number[]>([]);
  const wanted = question.asked.length;
  const tap = (timeMs: number) => {
    if (answered || times.length >= wanted) return;
    const next = [...times, timeMs];
    setTimes(next);
    if (next.length < wanted) return;
    onAnswer(next.map((at) => Math.round((at - (next[0] as number)) * 10) / 10));
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.code !== 'Space' || event.repeat || answered) return;
    event.preventDefault();
    tap(event.timeStamp);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
  const isConnected = useMidiNotes(true, (_midi, timeMs) => tap(timeMs));
  return (
    <div className={classes.form}>
      <button
        type="button"
        className={classes.pad}
        disabled={answered !== null}
        onPointerDown={(event) => tap(event.timeStamp)}
        // A screen reader clicks without a pointer; the space bar is heard above.
        onClick={(event) => event.detail === 0 && event.nativeEvent.isTrusted === false && tap(event.timeStamp)}
      >
        {words.tap}
        <span className="tabular">{words.taps(times.length, wanted)}</span>
      </button>
      <Group gap="xs" justify="space-between">
        <Button
          variant="subtle"
          leftSection={<IconRotate size={18} aria-hidden />}
          disabled={times.length === 0 || answered !== null}
          onClick={() => setTimes([])}
        >
          {words.clearTaps}
        </Button>
        {isConnected && (
          <Text size="sm" c="dimmed">
            {words.midi}
          </Text>
        )}
      </Group>
    </div>
  );
}

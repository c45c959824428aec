// An event from typed words, with what they are read as shown at every key.
import { Button, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { instantToWall } from '#schema/planning/rules/walls.ts';
import { now } from '#src/clock/clock.ts';
import { formatDay } from '#src/format/days.ts';
import { addDays } from '#schema/day.ts';
import { planningLimits } from '#schema/planning/rules/limits.ts';
import { strings } from '../../strings.ts';
import { lengthText, ruleWords, type TimeFormats } from '../../times.ts';
import { readTyped, type TypedEvent } from '../../typed.ts';
import { useEventActions } from '../../use-events.ts';
import classes from './calendar.module.css';

const words = strings.quick;

export function QuickEvent({
  zone,
  times,
  onDetails,
  onAdded,
}: {
  zone: string;
  times: TimeFormats;
  onDetails(event: TypedEvent): void;
  onAdded(day: string): void;
}) {
  const [typed, setTyped] = useState('');
  const { add } = useEventActions();
  const event = readTyped(typed, instantToWall(now(), zone));
  const submit = async (submitted: FormEvent): Promise<void> => {
    submitted.preventDefault();
    if (!event) return;
    // What is typed while this one is saved stays.
    setTyped('');
    if (await add(typedToArgs(event, zone))) onAdded(event.start.slice(0, 10));
    else setTyped((later) => (later === '' ? typed : later));
  };
  return (
    <form onSubmit={(submitted) => void submit(submitted)} className={classes.quick}>
      <div>
        <TextInput
          aria-label={words.label}
          placeholder={words.placeholder}
          value={typed}
          maxLength={planningLimits.title}
          onChange={(changed) => setTyped(changed.currentTarget.value)}
          size="md"
        />
        <Text size="sm" c="dimmed" mt={4} role="status" mih="1.5em">
          {event && `${words.reads}: ${typedWords(event, times)}`}
        </Text>
      </div>
      <Button type="submit" size="md" disabled={!event}>
        {words.add}
      </Button>
      {event && (
        <Button
          variant="default"
          size="md"
          onClick={() => {
            onDetails(event);
            setTyped('');
          }}
        >
          {words.details}
        </Button>
      )}
    </form>
  );
}

export const typedToArgs = ({ title, start, end, isAllDay, rule, location, reminder, link }: TypedEvent, zone: string) => ({
  title,
  start,
  end,
  zone,
  allDay: isAllDay,
  rule,
  location,
  reminders: reminder === null ? [] : [reminder],
  link: link === null ? null : { kind: link, id: null },
});

function typedWords({ title, start, end, isAllDay, rule, location, reminder, link }: TypedEvent, times: TimeFormats): string {
  const lastDay = isAllDay ? addDays(end.slice(0, 10), -1) : null;
  return [
    title,
    lastDay !== null && lastDay !== start.slice(0, 10)
      ? `${formatDay(start.slice(0, 10))} – ${formatDay(lastDay)}`
      : formatDay(start.slice(0, 10)),
    isAllDay ? strings.entry.allDay.toLowerCase() : `${times.wall(start)} – ${times.wall(end)} (${lengthText(start, end)})`,
    rule !== null && ruleWords(rule),
    location !== null && `@ ${location}`,
    reminder !== null && words.reminder(reminder),
    link !== null && words.counts[link],
  ]
    .filter((part) => part !== false && part !== '')
    .join(' · ');
}

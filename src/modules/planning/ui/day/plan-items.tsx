// The items of a plan in their order: ticked, opened, given time and minutes, moved and removed.
import { ActionIcon, Checkbox, Group, NumberInput, Text } from '@mantine/core';
import { IconClock, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { isOpen, ordered, type PlanItem } from '#schema/planning/rules/day-plan.ts';
import { formatDay } from '#src/format/days.ts';
import { formatMinutes } from '#src/format/durations.ts';
import { useRun } from '#src/modules/use-run.ts';
import { RowBody } from '#src/ui/list.tsx';
import { SortableList } from '#src/ui/sortable-list.tsx';
import { TimeField } from '#src/ui/time-fields.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { moved } from '#src/moved.ts';
import { strings } from '../../strings.ts';
import { useTimes } from '../../use-events.ts';
import { useStart } from '../../use-start.ts';
import { placeOfLink } from '../place-of-link.ts';

const words = strings.day;

export function PlanItems({ day, items }: { day: string; items: readonly PlanItem[] }) {
  const run = useRun();
  const move = (id: string, to: number): void => {
    const ids = items.map((item) => item.id);
    void run('plan.order', { day, ids: moved(ids, id, to) });
  };
  return (
    <SortableList
      label={words.items}
      items={ordered(items, [])}
      idOf={({ id }) => id}
      nameOf={({ title }) => title}
      onMove={move}
    >
      {(item) => <Item day={day} item={item} />}
    </SortableList>
  );
}

function Item({ day, item }: { day: string; item: PlanItem }) {
  const run = useRun();
  const times = useTimes();
  const [isTimed, setTimed] = useState(false);
  const link = { linked_kind: item.kind, linked_id: item.ref };
  const place = placeOfLink(link);
  const { start, question } = useStart();
  const remove = async (): Promise<void> => {
    const { id, title, kind, ref, minutes, at } = item;
    if (!(await run('plan.remove', { id, day }))) return;
    showToast({
      message: strings.saved.deleted,
      action: { label: strings.undo, run: () => void run('plan.add', { id, day, title, kind, ref, minutes, at }) },
    });
  };
  const facts = [
    item.kind !== 'line' && words.kinds[item.kind],
    item.at !== null && times.minute(item.at),
    item.minutes !== null && formatMinutes(item.minutes),
    item.from !== null && words.carriedFrom(formatDay(item.from)),
    item.to !== null && words.carried(formatDay(item.to)),
  ].filter((part) => part !== false);
  return (
    <RowBody
      actions={
        <>
          {place && isOpen(item) && (
            <ActionIcon
              aria-label={words.startItem(item.title)}
              onClick={() => start({ ...link, title: item.title, minutes: item.minutes, eventId: null })}
            >
              <IconPlayerPlay size={18} />
            </ActionIcon>
          )}
          <ActionIcon aria-label={words.time(item.title)} aria-expanded={isTimed} onClick={() => setTimed(!isTimed)}>
            <IconClock size={18} />
          </ActionIcon>
          <ActionIcon aria-label={words.remove(item.title)} onClick={() => void remove()}>
            <IconX size={18} />
          </ActionIcon>
        </>
      }
    >
      <Checkbox
        size="md"
        aria-label={words.done(item.title)}
        checked={item.isDone}
        disabled={item.to !== null}
        onChange={(event) => void run('plan.edit', { id: item.id, day, isDone: event.currentTarget.checked })}
        label={
          <Text span inherit {...(item.isDone && { td: 'line-through' })}>
            {item.title}
          </Text>
        }
        {...(facts.length > 0 && { description: <span className="tabular">{facts.join(' · ')}</span> })}
      />
      {question}
      {isTimed && <TimeBox day={day} item={item} />}
    </RowBody>
  );
}

const textOf = (minute: number | null): string =>
  minute === null ? '' : `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

function TimeBox({ day, item }: { day: string; item: PlanItem }) {
  const run = useRun();
  const setTime = (typed: string): void => {
    const [hours = 0, minutes = 0] = typed.split(':').map(Number);
    void run('plan.edit', { id: item.id, day, at: typed === '' ? null : hours * 60 + minutes });
  };
  return (
    <Group gap="sm" mt="xs" align="flex-end">
      <TimeField label={strings.form.startTime} value={textOf(item.at)} onChange={setTime} />
      <NumberInput
        label={words.minutes(item.title)}
        w={140}
        min={1}
        max={1_440}
        step={5}
        defaultValue={item.minutes ?? ''}
        onBlur={(event) => {
          const minutes = Number(event.currentTarget.value);
          void run('plan.edit', { id: item.id, day, minutes: minutes >= 1 && minutes <= 1_440 ? Math.round(minutes) : null });
        }}
      />
    </Group>
  );
}

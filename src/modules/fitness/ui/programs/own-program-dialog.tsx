// A program of one's own: routines in order, for some weeks, with a lighter week now and then.
import { ActionIcon, Button, Group, Modal, NativeSelect, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { newId } from '#schema/ids.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { SortableList } from '#src/ui/sortable-list.tsx';
import { planStrings } from '../../plan-strings.ts';
import { routines } from '../../queries.ts';
import classes from '../routines/routines.module.css';

const words = planStrings.own;
const MAX_DAYS = 7;

interface Day {
  id: string;
  workoutId: string;
  name: string;
  dayOfWeek: number | null;
}

export function OwnProgramDialog({ onClose }: { onClose(): void }) {
  const rows = rowsIfReady(useRows(routines())) ?? [];
  const today = useToday();
  const run = useRun();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [weeks, setWeeks] = useState(8);
  const [days, setDays] = useState<Day[]>([]);
  const [deloadEvery, setDeloadEvery] = useState<keyof typeof words.deloads>('4');
  const [percent, setPercent] = useState(80);
  const [isTried, setTried] = useState(false);
  const create = async () => {
    setTried(true);
    if (name.trim() === '' || days.length === 0) return;
    const id = newId();
    const every = Number(deloadEvery);
    const list = Array.from({ length: weeks }, (_, at) => {
      const isDeload = every > 0 && (at + 1) % every === 0;
      return {
        id: newId(),
        isDeload,
        intensity: isDeload ? percent / 100 : 1,
        days: days.map(({ workoutId, dayOfWeek }) => ({ id: newId(), workoutId, dayOfWeek })),
      };
    });
    if (!(await run('program.create', { id, name: name.trim(), day: today, weeks: list }))) return;
    void navigate({ to: '/train/programs/$id', params: { id } });
  };
  return (
    <Modal opened onClose={onClose} title={words.title} size="lg" closeButtonProps={{ 'aria-label': planStrings.close }}>
      {rows.length === 0 ? (
        <Stack>
          <Text>{words.none}</Text>
          <Button renderRoot={(props) => <Link to="/train/routines/$id" params={{ id: 'new' }} {...props} />}>
            {planStrings.routines.add}
          </Button>
        </Stack>
      ) : (
        <Stack gap="md">
          <TextInput
            data-autofocus
            label={words.name}
            maxLength={200}
            value={name}
            error={isTried && name.trim() === '' && planStrings.builder.needName}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <div>
            <Text size="sm" fw={500} mb={4}>
              {words.routines}
            </Text>
            {days.length > 0 && (
              <SortableList
                label={words.routines}
                items={days}
                idOf={({ id }) => id}
                nameOf={(day) => day.name}
                onMove={(id, to) => {
                  const moved = days.find((day) => day.id === id);
                  if (moved) setDays(days.filter((day) => day.id !== id).toSpliced(to, 0, moved));
                }}
              >
                {(day) => (
                  <div className={classes.item}>
                    <span className={classes.dayWords}>{day.name}</span>
                    <NativeSelect
                      aria-label={words.dayOf(day.name)}
                      value={day.dayOfWeek ?? ''}
                      data={[
                        { value: '', label: words.anyDay },
                        ...[1, 2, 3, 4, 5, 6, 7].map((iso) => ({ value: String(iso), label: planStrings.weekday(iso) })),
                      ]}
                      onChange={(event) => {
                        const chosen = Number(event.currentTarget.value) || null;
                        setDays(days.map((one) => (one.id === day.id ? { ...one, dayOfWeek: chosen } : one)));
                      }}
                    />
                    <ActionIcon
                      aria-label={words.remove(day.name)}
                      onClick={() => setDays(days.filter((one) => one.id !== day.id))}
                    >
                      <IconX size={18} aria-hidden />
                    </ActionIcon>
                  </div>
                )}
              </SortableList>
            )}
            {days.length < MAX_DAYS && (
              <NativeSelect
                mt="xs"
                aria-label={words.addRoutine}
                error={isTried && days.length === 0 && words.needRoutine}
                value=""
                data={[{ value: '', label: words.addRoutine }, ...rows.map(({ id, name: label }) => ({ value: id, label }))]}
                onChange={(event) => {
                  const row = rows.find(({ id }) => id === event.currentTarget.value);
                  if (row) setDays([...days, { id: newId(), workoutId: row.id, name: row.name, dayOfWeek: null }]);
                }}
              />
            )}
          </div>
          <Group grow align="flex-end">
            <NumberInput
              label={words.weeks}
              min={1}
              max={52}
              allowDecimal={false}
              value={weeks}
              onChange={(value) => setWeeks(Math.min(52, Math.max(1, Number(value) || 1)))}
            />
            <NativeSelect
              label={words.deload}
              value={deloadEvery}
              data={Object.entries(words.deloads).map(([value, label]) => ({ value, label }))}
              onChange={(event) => setDeloadEvery(event.currentTarget.value as keyof typeof words.deloads)}
            />
          </Group>
          {deloadEvery !== '0' && (
            <NumberInput
              label={words.intensity}
              min={10}
              max={100}
              allowDecimal={false}
              value={percent}
              onChange={(value) => setPercent(Math.min(100, Math.max(10, Number(value) || 80)))}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {planStrings.programs.cancel}
            </Button>
            <Button onClick={() => void create()}>{planStrings.programs.confirm}</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

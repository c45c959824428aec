// The answer of a day in one tap: a tick that goes on and off, or for a measured habit one more step.
import { IconCheck, IconPlus, IconPlayerSkipForward } from '@tabler/icons-react';
import { useRun } from '#src/modules/use-run.ts';
import { addToValue, tick } from '../commands.ts';
import { stepOf, type HabitSummary } from '../model.ts';
import { strings } from '../strings.ts';
import classes from './habits.module.css';

interface TickButtonProps {
  habit: HabitSummary;
  day: string;
}

export function TickButton({ habit, day }: TickButtonProps) {
  return habit.row.kind === 'check' ? <CheckTick habit={habit} day={day} /> : <MeasuredTick habit={habit} day={day} />;
}

function CheckTick({ habit: { row, entry }, day }: TickButtonProps) {
  const run = useRun();
  const isDone = entry?.mark === 'done';
  return (
    <button
      type="button"
      className={classes.tick}
      data-state={entry?.mark ?? 'open'}
      aria-label={isDone ? strings.untick(row.name) : strings.tick(row.name)}
      onClick={() => void tick(run, row.id, day, !isDone)}
    >
      {isDone && <IconCheck size={20} stroke={2.4} aria-hidden />}
      {entry?.mark === 'skipped' && <IconPlayerSkipForward size={18} aria-hidden />}
    </button>
  );
}

function MeasuredTick({ habit: { row, entry, today }, day }: TickButtonProps) {
  const run = useRun();
  const step = stepOf(row);
  const add = () => void addToValue(run, row, day, { before: entry, step });
  return (
    <button
      type="button"
      className={classes.tick}
      data-state={today.mark}
      // What is to be seen is part of the name, for those who speak to the page.
      aria-label={`${strings.addTo(row.name, strings.value(step, row.unit))}, ${strings.valueOf(entry?.value ?? 0, row.target_value)}`}
      onClick={add}
    >
      {entry?.value === null || entry === null ? (
        <IconPlus size={18} aria-hidden />
      ) : (
        <span>{strings.valueOf(entry.value, row.target_value)}</span>
      )}
    </button>
  );
}

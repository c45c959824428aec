// Starting a workout. One runs at a time, so the person is asked what becomes of the one that runs.
import { Button, Modal, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { clock } from '#src/clock/clock.ts';
import { formatMoment } from '#src/format/days.ts';
import { useRun } from '#src/modules/use-run.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { useWorkoutCommands, type WorkoutPlan } from '../../commands.ts';
import { likelyEnd, totalsOf } from '../../model.ts';
import { setsOfSession, type SessionRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { useActiveWorkout } from '../../use-active-workout.ts';
import classes from './session.module.css';

const words = strings.second;

/** `question` belongs on the page: what becomes of the running workout. */
export function useStartWorkout(): { start(plan: WorkoutPlan): void; question: ReactNode } {
  const active = useActiveWorkout();
  const workouts = useWorkoutCommands();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<WorkoutPlan | null>(null);
  const begin = async (plan: WorkoutPlan) => {
    const id = await workouts.start(plan);
    if (id) void navigate({ to: '/train/session/$id', params: { id } });
  };
  const running = active.kind === 'ready' ? active.row : null;
  return {
    start: (plan) => (running ? setAsked(plan) : void begin(plan)),
    question: running && asked && (
      <RunningQuestion running={running} onStart={() => void begin(asked)} onClose={() => setAsked(null)} />
    ),
  };
}

interface RunningQuestionProps {
  running: SessionRow;
  /** The running workout is out of the way. */
  onStart(): void;
  onClose(): void;
}

function RunningQuestion({ running, onStart, onClose }: RunningQuestionProps) {
  const run = useRun();
  const workouts = useWorkoutCommands();
  const navigate = useNavigate();
  const sets = rowsIfReady(useRows(setsOfSession(running.id)));
  const [openedAt] = useState(() => clock.now());
  const done = sets && totalsOf(sets).done;
  const startAfter = async (ending: Promise<boolean>) => {
    onClose();
    if (await ending) onStart();
  };
  return (
    <Modal opened onClose={onClose} title={words.title} closeButtonProps={{ 'aria-label': strings.close }}>
      <Text mb="lg">
        {words.text(running.name ?? strings.title, formatMoment(running.started_at))} {done !== undefined && words.done(done)}
      </Text>
      <Stack gap="xs">
        <Button
          data-autofocus
          onClick={() => {
            onClose();
            void navigate({ to: '/train/session/$id', params: { id: running.id } });
          }}
        >
          {words.resume}
        </Button>
        {sets && done !== undefined && done > 0 && (
          <Button variant="default" onClick={() => void startAfter(workouts.finish(running.id, likelyEnd(sets, openedAt)))}>
            {words.finish}
          </Button>
        )}
        <Button
          variant="subtle"
          className={classes.danger}
          onClick={() => void startAfter(run('workout.discard', { id: running.id }))}
        >
          {words.discard}
        </Button>
      </Stack>
    </Modal>
  );
}

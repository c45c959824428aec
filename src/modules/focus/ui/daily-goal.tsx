// Today's minutes of focus against the daily goal, the running session included.
import { Skeleton, Text } from '@mantine/core';
import { useSettings } from '#src/modules/settings/public.ts';
import { WhenRead } from '#src/ui/when-read.tsx';
import { strings } from '../strings.ts';
import { useMinutesToday } from '../use-minutes-today.ts';
import classes from './focus.module.css';
import { Ring } from '#src/ui/ring.tsx';

/** Of the ring, which is the tallest of it. */
const GOAL_HEIGHT = 96;

export function DailyGoal() {
  const today = useMinutesToday();
  return (
    <WhenRead read={today} loading={<Skeleton height={GOAL_HEIGHT} radius="sm" />}>
      {({ minutes }) => <Goal done={minutes} />}
    </WhenRead>
  );
}

function Goal({ done }: { done: number }) {
  const { dailyFocusMinutes: goal } = useSettings();
  const isReached = goal > 0 && done >= goal;
  return (
    <div className={classes.goal}>
      <div className={classes.goalRing}>
        <Ring share={goal === 0 ? 0 : done / goal} thickness={9}>
          <Text fw={620} className="tabular" aria-hidden>
            {goal === 0 ? done : `${Math.min(999, Math.round((done / goal) * 100))}%`}
          </Text>
        </Ring>
      </div>
      <div>
        <p className={classes.goalFigure}>{goal === 0 ? strings.goal.done(done) : strings.goal.of(done, goal)}</p>
        <Text c="dimmed" size="sm">
          {goal === 0 ? strings.goal.none : isReached ? strings.goal.reached : strings.goal.toGo(goal - done)}
        </Text>
      </div>
    </div>
  );
}

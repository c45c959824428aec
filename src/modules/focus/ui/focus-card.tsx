// Focus on Today: what runs now and its one button, or the way to start.
import { ActionIcon, Button, Skeleton, Text } from '@mantine/core';
import { IconCheck, IconPlayerPause, IconPlayerPlay, IconTargetArrow } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useNow } from '#src/clock/use-now.ts';
import { useSettings } from '#src/modules/settings/public.ts';
import { ReadProblem } from '#src/ui/when-read.tsx';
import { primeChime } from '../alerts/chime.ts';
import { useFocusCommands } from '../commands.ts';
import { clockText, timerView, type ActiveFocus } from '../model.ts';
import { strings } from '../strings.ts';
import { useActiveFocus } from '../use-active-focus.ts';
import { useMinutesToday } from '../use-minutes-today.ts';
import { useSetupPlan } from '../use-setup-plan.ts';
import classes from './focus.module.css';
import { Ring } from '#src/ui/ring.tsx';
import { OneLine } from '#src/ui/one-line.tsx';

export function FocusCard() {
  const session = useActiveFocus();
  return session ? <RunningCard session={session} /> : <IdleCard />;
}

function RunningCard({ session }: { session: ActiveFocus }) {
  const focus = useFocusCommands();
  const now = useNow(session.status === 'running');
  const isPaused = session.status === 'paused';
  const view = timerView(session, now);
  const state = isPaused ? strings.paused : strings.phases[session.phase];
  return (
    <div className={classes.card}>
      <Link to="/focus" className={classes.cardRing} aria-label={strings.title}>
        <Ring share={view.fraction} thickness={8} isQuiet={isPaused || session.phase !== 'focus'} />
      </Link>
      <div className={classes.cardText}>
        <div className={classes.cardDigits}>{clockText(session, now)}</div>
        <OneLine size="sm" c="dimmed">
          {session.task_title ? `${state} · ${session.task_title}` : state}
        </OneLine>
      </div>
      <ActionIcon
        size={50}
        variant="filled"
        color="pine"
        aria-label={isPaused ? strings.resume : strings.pause}
        onClick={() => void (isPaused ? focus.resume(session) : focus.pause(session))}
      >
        {isPaused ? <IconPlayerPlay size={22} aria-hidden /> : <IconPlayerPause size={22} aria-hidden />}
      </ActionIcon>
    </div>
  );
}

function IdleCard() {
  const plan = useSetupPlan();
  const focus = useFocusCommands();
  const today = useMinutesToday();
  if (today.kind === 'failed') return <ReadProblem failed={today} />;
  return (
    <div className={classes.card}>
      <Done minutes={today.kind === 'ready' ? today.minutes : undefined} />
      <Button
        leftSection={<IconPlayerPlay size={18} aria-hidden />}
        onClick={() => {
          primeChime();
          void focus.start(plan);
        }}
      >
        {strings.start}
      </Button>
    </div>
  );
}

/** The minutes are not known while the replica opens; the button beside them works before that. */
function Done({ minutes }: { minutes: number | undefined }) {
  const { dailyFocusMinutes: goal } = useSettings();
  const isReached = minutes !== undefined && minutes >= goal;
  const Sign = goal > 0 && isReached ? IconCheck : IconTargetArrow;
  return (
    <>
      <Link to="/focus" className={classes.cardRing} aria-label={strings.title}>
        <Ring share={goal === 0 || minutes === undefined ? 0 : minutes / goal} thickness={8}>
          <Sign size={20} stroke={1.7} aria-hidden />
        </Ring>
      </Link>
      <div className={classes.cardText}>
        <div className={classes.cardDigits}>
          {minutes === undefined ? <Skeleton height="1em" width="4em" radius="sm" /> : strings.goal.done(minutes)}
        </div>
        <Text size="sm" c="dimmed">
          {goal === 0 ? strings.goal.none : isReached ? strings.goal.reached : strings.goal.ofGoal(goal)}
        </Text>
      </div>
    </>
  );
}

// The running workout on the pages of others.
import { IconBarbell } from '@tabler/icons-react';
import { useNow } from '#src/clock/use-now.ts';
import { formatClock } from '#src/format/durations.ts';
import { NowLink } from '#src/ui/now-link.tsx';
import type { SessionRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { useActiveWorkout } from '../../use-active-workout.ts';

const SHOWN_ON = ['/', '/train', '/train/session/'];

export function WorkoutNow() {
  const active = useActiveWorkout();
  return active.kind === 'ready' && <RunningWorkout session={active.row} />;
}

function RunningWorkout({ session }: { session: SessionRow }) {
  const now = useNow(true);
  return (
    <NowLink
      to={`/train/session/${session.id}`}
      shownOn={SHOWN_ON}
      icon={IconBarbell}
      name={session.name ?? strings.title}
      time={formatClock((now.getTime() - session.started_at.getTime()) / 1000)}
    />
  );
}

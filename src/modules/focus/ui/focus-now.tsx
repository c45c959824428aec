// The open focus session on the pages of others.
import { IconPlayerPause, IconTargetArrow } from '@tabler/icons-react';
import { useNow } from '#src/clock/use-now.ts';
import { NowLink } from '#src/ui/now-link.tsx';
import { clockText, type ActiveFocus } from '../model.ts';
import { strings } from '../strings.ts';
import { useActiveFocus } from '../use-active-focus.ts';

const SHOWN_ON = ['/', '/focus'];

export function FocusNow() {
  const session = useActiveFocus();
  return session && <OpenSession session={session} />;
}

function OpenSession({ session }: { session: ActiveFocus }) {
  const now = useNow(session.status === 'running');
  const isPaused = session.status === 'paused';
  return (
    <NowLink
      to="/focus"
      shownOn={SHOWN_ON}
      icon={isPaused ? IconPlayerPause : IconTargetArrow}
      name={isPaused ? strings.paused : strings.phases[session.phase]}
      time={clockText(session, now)}
    />
  );
}

// Music and sessions: a session that is started here may start the music, its end fades it out unless it goes on in breaks, and what is
// heard in a session is noted. Mounted once; draws nothing.
import { useEffect, useRef } from 'react';
import { useActiveFocus } from '#src/modules/focus/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { player, playPlanned, usePlannedQueue } from '../playing/use-music.ts';
import { isSounding, useMusicStore } from '../store.ts';

/** A session that began longer ago was found, not started: a reload plays nothing. */
const STARTED_MS = 5_000;

export function MusicRuntime() {
  const session = useActiveFocus();
  const status = useMusicStore((state) => state.status);
  const planned = usePlannedQueue();
  const latest = useRef(planned);
  useEffect(() => {
    latest.current = planned;
  });
  const run = useRun();
  const id = session?.id ?? null;
  const phase = session?.phase ?? null;
  const startedAtMs = session?.started_at.getTime() ?? null;
  const before = useRef<{ id: string | null; phase: string | null }>({ id: null, phase: null });

  useEffect(() => {
    const was = before.current;
    before.current = { id, phase };
    if (id === was.id) return;
    const { startsWithSession, playsInBreaks, order } = useMusicStore.getState();
    const isNew = startedAtMs !== null && Math.abs(Date.now() - startedAtMs) < STARTED_MS;
    if (isSounding(useMusicStore.getState())) {
      if (was.phase === 'focus' && !playsInBreaks) void player().then(({ endMusic }) => endMusic());
      // A break has music of another kind.
      else if (phase !== was.phase && order === 'fit' && id !== null) void playPlanned(latest.current);
      return;
    }
    if (isNew && startsWithSession && (phase === 'focus' || playsInBreaks)) void playPlanned(latest.current);
  }, [id, phase, startedAtMs]);

  const isLoaded = status !== 'off';
  const counts = phase === 'focus' && session?.status === 'running';
  useEffect(() => {
    // The player is loaded by the first play: before that nothing can be heard.
    if (!isLoaded) return;
    void player().then(({ setSession }) =>
      setSession(
        counts && id !== null
          ? {
              id,
              tell: (sessionId, libraryTrackId, seconds) => void run('music.played', { sessionId, libraryTrackId, seconds }),
            }
          : null,
      ),
    );
  }, [isLoaded, counts, id, run]);
  return null;
}

// The small player of a track whose page was left. It ends with its track: deleted, or signed out from.
import { ActionIcon } from '@mantine/core';
import { IconHeadphones, IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { errorToText } from '#schema/protocol/errors.ts';
import { formatClock } from '#src/format/durations.ts';
import { useRow } from '#src/replica/public.ts';
import { NowLink } from '#src/ui/now-link.tsx';
import type { TrackPlayerApi } from '../playback/api.ts';
import { endKeptPlayer, useKeptPlayer, type PlayerAddress } from '../playback/kept-player.ts';
import { trackById } from '../queries.ts';
import { strings } from '../strings.ts';

const words = strings.smallPlayer;

export function TrackNow() {
  const kept = useKeptPlayer();
  return kept && <SmallPlayer {...kept} />;
}

function SmallPlayer({ player, address: { to, search } }: { player: TrackPlayerApi; address: PlayerAddress }) {
  const { status, error, active, ...decks } = useSyncExternalStore(
    (onChange) => player.subscribe(onChange),
    () => player.state(),
  );
  const track = decks[active];
  const seconds = useSecond(player);
  const row = useRow(track && trackById(track.trackId));
  useEffect(() => {
    if (row.kind === 'missing') endKeptPlayer();
  }, [row.kind]);
  const name = row.kind === 'ready' ? row.row.name : (track?.title ?? '');
  const isPlaying = status === 'playing';
  return (
    <NowLink
      to={to}
      {...(search && { search })}
      shownOn={[]}
      icon={IconHeadphones}
      name={error === null ? name : errorToText(error)}
      time={formatClock(seconds)}
      action={
        <>
          <ActionIcon color="pine" aria-label={isPlaying ? words.pause(name) : words.play(name)} onClick={() => player.toggle()}>
            {isPlaying ? <IconPlayerPause size={20} aria-hidden /> : <IconPlayerPlay size={20} aria-hidden />}
          </ActionIcon>
          <ActionIcon color="pine" aria-label={words.close(name)} onClick={endKeptPlayer}>
            <IconX size={20} aria-hidden />
          </ActionIcon>
        </>
      }
    />
  );
}

function useSecond(player: TrackPlayerApi): number {
  const [second, setSecond] = useState(() => Math.floor(player.positionMs() / 1000));
  useEffect(() => player.subscribePosition((positionMs) => setSecond(Math.floor(positionMs / 1000))), [player]);
  return second;
}

// The music on the pages of others.
import { ActionIcon } from '@mantine/core';
import { IconMusic, IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { formatClock } from '#src/format/durations.ts';
import { NowLink } from '#src/ui/now-link.tsx';
import { player } from '../playing/use-music.ts';
import { isSounding, useMusicStore } from '../store.ts';
import { strings } from '../strings.ts';

const SHOWN_ON = ['/focus/music'];

export function MusicNow() {
  const { status, queue, place, seconds } = useMusicStore();
  const track = queue[place];
  if (status === 'off' || !track) return null;
  const isOn = isSounding({ status });
  return (
    <NowLink
      to="/focus/music"
      shownOn={SHOWN_ON}
      icon={IconMusic}
      name={track.title}
      time={formatClock(seconds)}
      action={
        <>
          <ActionIcon
            color="pine"
            aria-label={isOn ? strings.player.pause : strings.player.play}
            onClick={() => void player().then(({ pauseMusic, resumeMusic }) => (isOn ? pauseMusic() : void resumeMusic()))}
          >
            {isOn ? <IconPlayerPause size={20} aria-hidden /> : <IconPlayerPlay size={20} aria-hidden />}
          </ActionIcon>
          <ActionIcon
            color="pine"
            aria-label={strings.player.stop}
            onClick={() => void player().then(({ stopMusic }) => stopMusic())}
          >
            <IconX size={20} aria-hidden />
          </ActionIcon>
        </>
      }
    />
  );
}

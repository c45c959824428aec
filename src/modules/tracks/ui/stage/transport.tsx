// The bar that plays: it stays in reach of a thumb. The position moves without rendering.
import { ActionIcon, Button, NativeSelect, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconRepeat, IconRewindBackward5, IconRewindForward5 } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { errorToText } from '#schema/protocol/errors.ts';
import { formatTime, spokenTime } from '../../format.ts';
import type { PlayerState, TrackPlayerApi } from '../../playback/api.ts';
import { strings } from '../../strings.ts';
import classes from './stage.module.css';

const words = strings.transport;
const SKIP_MS = 5000;
const SPEEDS = [0.25, 0.5, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 2] as const;
/** How often a reader hears where it is while the position has the focus. */
const SPOKEN_MS = 1000;

interface TransportProps {
  player: TrackPlayerApi;
  state: PlayerState;
  onLoop(): void;
  canLoop: boolean;
  /** What stands beside the buttons: the A/B switch. */
  children?: ReactNode;
}

export function Transport({ player, state, onLoop, canLoop, children }: TransportProps) {
  const isPlaying = state.status === 'playing';
  const skip = (byMs: number) => player.seek(Math.max(0, Math.min(state.durationMs, player.positionMs() + byMs)));
  return (
    <section className={classes.transport} aria-label={words.bar} data-above-bar>
      <div className={classes.transportButtons}>
        <ActionIcon aria-label={words.back} onClick={() => skip(-SKIP_MS)}>
          <IconRewindBackward5 size={22} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="filled"
          color="pine"
          radius="xl"
          aria-label={isPlaying ? words.pause : words.play}
          disabled={state.status === 'empty'}
          onClick={() => player.toggle()}
        >
          {isPlaying ? <IconPlayerPause size={22} aria-hidden /> : <IconPlayerPlay size={22} aria-hidden />}
        </ActionIcon>
        <ActionIcon aria-label={words.forward} onClick={() => skip(SKIP_MS)}>
          <IconRewindForward5 size={22} aria-hidden />
        </ActionIcon>
      </div>
      <Position player={player} state={state} />
      <div className={classes.transportTools}>
        {children}
        <Button
          variant={state.loop ? 'filled' : 'default'}
          aria-pressed={state.loop !== null}
          aria-label={state.loop ? words.endLoop : words.loop}
          disabled={!state.loop && !canLoop}
          onClick={onLoop}
          px="sm"
        >
          <IconRepeat size={20} aria-hidden />
        </Button>
        <NativeSelect
          className={classes.speed}
          aria-label={words.speed}
          data={SPEEDS.map((speed) => ({ value: String(speed), label: words.speedValue(speed) }))}
          value={String(state.speed)}
          onChange={(event) => player.setSpeed(Number(event.currentTarget.value))}
        />
        <input
          type="range"
          className={classes.volume}
          aria-label={words.volume}
          min={0}
          max={1}
          step={0.01}
          value={state.volume}
          onChange={(event) => player.setVolume(Number(event.currentTarget.value))}
        />
      </div>
    </section>
  );
}

function Position({ player, state }: { player: TrackPlayerApi; state: PlayerState }) {
  const slider = useRef<HTMLInputElement>(null);
  const time = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let spokenAt = -Infinity;
    const show = (positionMs: number) => {
      if (time.current) time.current.textContent = formatTime(positionMs, 1);
      if (!slider.current) return;
      slider.current.value = String(positionMs);
      if (Math.abs(positionMs - spokenAt) < SPOKEN_MS) return;
      spokenAt = positionMs;
      slider.current.setAttribute('aria-valuetext', spokenTime(positionMs));
    };
    show(player.positionMs());
    return player.subscribePosition(show);
  }, [player, state.durationMs, state.active]);
  return (
    <div className={classes.position}>
      {state.status === 'failed' && state.error ? (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {errorToText(state.error)}
        </Text>
      ) : (
        <input
          ref={slider}
          type="range"
          aria-label={words.position}
          min={0}
          max={Math.max(1, state.durationMs)}
          step="any"
          defaultValue={0}
          onChange={(event) => player.seek(Number(event.currentTarget.value))}
        />
      )}
      <span className={classes.times}>
        <span ref={time}>0:00.0</span>
        <span>{state.status === 'loading' ? words.loading : formatTime(state.durationMs)}</span>
      </span>
    </div>
  );
}

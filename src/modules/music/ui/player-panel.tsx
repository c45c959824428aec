// The player: what plays and its controls, what the queue is chosen for, and the queue with its reasons.
import { ActionIcon, Alert, Group, NativeSelect, Slider, Stack, Switch, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlayerSkipBack, IconPlayerSkipForward, IconVolume } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { formatClock } from '#src/format/durations.ts';
import { Choice } from '#src/ui/choice.tsx';
import { Section } from '#src/ui/section.tsx';
import { player, playPlanned, usePlannedQueue, type PlannedQueue } from '../playing/use-music.ts';
import type { LibraryRow } from '../queries.ts';
import { changeMusic, isSounding, useMusicStore } from '../store.ts';
import { strings } from '../strings.ts';
import classes from './music.module.css';
import { Queue } from './queue.tsx';

const words = strings.player;
const SLEEP_MINUTES = [15, 30, 45, 60, 90];
const NONE = '';

export function PlayerPanel({ libraries }: { libraries: readonly LibraryRow[] }) {
  const planned = usePlannedQueue();
  return (
    <Section title={words.title}>
      <Stack gap="lg">
        <LibraryChoice libraries={libraries} />
        <Controls planned={planned} />
        <Wishes planned={planned} />
        <Queue planned={planned} />
      </Stack>
    </Section>
  );
}

function LibraryChoice({ libraries }: { libraries: readonly LibraryRow[] }) {
  const libraryId = useMusicStore((state) => state.libraryId);
  const isThere = libraries.some(({ id }) => id === libraryId);
  return (
    <NativeSelect
      label={words.library}
      data={[
        ...(isThere ? [] : [{ value: NONE, label: words.chooseLibrary }]),
        ...libraries.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      value={isThere && libraryId !== null ? libraryId : NONE}
      onChange={(event) => changeMusic({ libraryId: event.currentTarget.value || null })}
    />
  );
}

function Controls({ planned }: { planned: PlannedQueue }) {
  const { status, queue, place, seconds, durationSeconds, hasNothing } = useMusicStore();
  const isOn = isSounding({ status });
  const track = status === 'off' ? undefined : queue[place];
  const canPlay = status !== 'off' || (planned.tracks?.length ?? 0) > 0;
  const toggle = async () => {
    if (status === 'off') return playPlanned(planned);
    const { pauseMusic, resumeMusic } = await player();
    if (isOn) pauseMusic();
    else await resumeMusic();
  };
  return (
    <Stack gap="sm">
      {track && <h3 className={classes.title}>{track.title}</h3>}
      <Group gap="xs">
        <ActionIcon
          variant="default"
          disabled={!track}
          aria-label={words.previous}
          onClick={() => void player().then(({ previousTrack }) => previousTrack())}
        >
          <IconPlayerSkipBack size={20} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="filled"
          color="pine"
          size={52}
          radius="xl"
          disabled={!canPlay}
          aria-label={isOn ? words.pause : words.play}
          onClick={() => void toggle()}
        >
          {isOn ? <IconPlayerPause size={24} aria-hidden /> : <IconPlayerPlay size={24} aria-hidden />}
        </ActionIcon>
        <ActionIcon
          variant="default"
          disabled={!track}
          aria-label={words.next}
          onClick={() => void player().then(({ nextTrack }) => nextTrack())}
        >
          <IconPlayerSkipForward size={20} aria-hidden />
        </ActionIcon>
        {track && (
          <Text size="sm" c="dimmed" className="tabular" data-testid="music-position">
            {formatClock(seconds)}
            {durationSeconds !== null && ` / ${formatClock(Math.floor(durationSeconds))}`}
          </Text>
        )}
      </Group>
      {track && durationSeconds !== null && (
        <Slider
          thumbLabel={words.position}
          label={formatClock}
          min={0}
          max={Math.max(1, Math.floor(durationSeconds))}
          value={seconds}
          onChange={(to) => void player().then(({ seekTo }) => seekTo(to))}
        />
      )}
      <Group gap="xs" wrap="nowrap">
        <IconVolume size={18} aria-hidden style={{ flex: 'none' }} />
        <Volume />
      </Group>
      {hasNothing && <Alert color="red">{words.nothing}</Alert>}
      {planned.tracks?.length === 0 && <EmptyLibrary />}
    </Stack>
  );
}

function EmptyLibrary() {
  const libraryId = useMusicStore((state) => state.libraryId);
  return (
    <Text c="dimmed">
      {words.empty}{' '}
      {libraryId !== null && (
        <Link to="/focus/music/library/$id" params={{ id: libraryId }}>
          {words.openLibrary}
        </Link>
      )}
    </Text>
  );
}

const Volume = () => (
  <Slider
    className={classes.slider}
    thumbLabel={words.volume}
    label={words.percent}
    min={0}
    max={100}
    step={5}
    value={useMusicStore((state) => state.volume)}
    onChange={(volume) => changeMusic({ volume })}
  />
);

function Wishes({ planned }: { planned: PlannedQueue }) {
  const { order, work, loop, startsWithSession, playsInBreaks } = useMusicStore();
  return (
    <Stack gap="md">
      <div className={classes.wishes}>
        <Choice label={words.order} value={order} options={words.orders} onChange={(next) => changeMusic({ order: next })} />
        <Choice label={words.work} value={work} options={words.works} onChange={(next) => changeMusic({ work: next })} />
        <Choice label={words.loop} value={loop} options={words.loops} onChange={(next) => changeMusic({ loop: next })} />
        <Sleep />
      </div>
      {planned.kind === 'break' && <Text size="sm">{words.breakNow}</Text>}
      <Switch
        size="md"
        label={words.startsWithSession}
        checked={startsWithSession}
        onChange={(event) => changeMusic({ startsWithSession: event.currentTarget.checked })}
      />
      <Switch
        size="md"
        label={words.playsInBreaks}
        description={words.playsInBreaksText}
        checked={playsInBreaks}
        onChange={(event) => changeMusic({ playsInBreaks: event.currentTarget.checked })}
      />
    </Stack>
  );
}

function Sleep() {
  const isSet = useMusicStore((state) => state.sleepAtMs !== null);
  const minutes = useMusicStore((state) => state.sleepMinutes);
  return (
    <NativeSelect
      label={words.sleep}
      description={words.sleepAt}
      data={[
        { value: NONE, label: words.sleepOff },
        ...SLEEP_MINUTES.map((one) => ({ value: String(one), label: words.sleepMinutes(one) })),
      ]}
      value={isSet && minutes !== null ? String(minutes) : NONE}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        void player().then(({ setSleep }) => setSleep(chosen === NONE ? null : Number(chosen)));
      }}
    />
  );
}

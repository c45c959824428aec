// The queue: what plays, what comes, and why each track is at its place. While nothing plays, what would play.
import { ActionIcon, Text } from '@mantine/core';
import { IconPlayerPlay, IconVolume } from '@tabler/icons-react';
import { reasonFor } from '../model.ts';
import { player, playPlanned, type PlannedQueue } from '../playing/use-music.ts';
import { useMusicStore } from '../store.ts';
import { strings } from '../strings.ts';
import classes from './music.module.css';

const words = strings.queue;

export function Queue({ planned }: { planned: PlannedQueue }) {
  const { status, queue, place, problems, order } = useMusicStore();
  const isOn = status !== 'off';
  const tracks = isOn ? queue : (planned.tracks ?? []);
  if (tracks.length === 0) return null;
  const start = async (at: number) => {
    if (!isOn) await playPlanned(planned);
    if (isOn || at > 0) await (await player()).playPlace(at);
  };
  return (
    <div>
      <Text component="h3" fw={560}>
        {words.title}
      </Text>
      <Text size="sm" c="dimmed">
        {words.text[order]}
      </Text>
      <ol className={classes.queue} aria-label={words.title}>
        {tracks.map((track, at) => {
          const isNow = isOn && at === place;
          const problem = problems[track.id];
          return (
            <li key={track.id} className={classes.entry} data-now={isNow || undefined} aria-current={isNow || undefined}>
              <ActionIcon variant="subtle" aria-label={words.play(track.title)} onClick={() => void start(at)}>
                {isNow ? <IconVolume size={20} aria-hidden /> : <IconPlayerPlay size={20} aria-hidden />}
              </ActionIcon>
              <div className={classes.words}>
                {track.title}
                <Text size="sm" c="dimmed" fw={400} className="tabular">
                  {reasonFor(track, planned.kind)}
                </Text>
                {problem && (
                  <Text size="sm" c="red" fw={400}>
                    {strings.problems[problem]}
                  </Text>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

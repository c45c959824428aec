// Before a session: how many questions, and which sound. Where the drill can work on any sound, a region of an own track is offered.
import { Badge, Button, Group, NativeSelect, NumberInput, SegmentedControl, Text } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { useState } from 'react';
import type { DrillConfig } from '#schema/learn/rules/drills.ts';
import { blobs } from '#src/blobs/public.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { allTracks } from '../../../tracks/public.ts';
import type { DrillRegion } from '../../commands.ts';
import { loadOwnMaterial, REGION_MS } from '../../drills/own-material.ts';
import type { Material } from '../../drills/question.ts';
import type { DrillRow } from '../../queries.ts';
import { canPlay } from '../../sound/player.ts';
import { strings } from '../../strings.ts';
import classes from './drill.module.css';
import { formatScore } from './drill-words.ts';
import type { Running } from './use-drill-session.ts';

const words = strings.drill;
const COUNTS = [10, 20, 40] as const;
const USUAL_COUNT = 20;
const APP = '';

interface DrillSetupProps {
  drill: DrillRow;
  config: DrillConfig;
  kept: Running | null;
  /** The score of the sessions before is known. */
  isReady: boolean;
  onBegin(count: number, region: DrillRegion | null, material: Material): void;
  onResume(kept: Running, material: Material): void;
}

export function DrillSetup({ drill, config, kept, isReady, onBegin, onResume }: DrillSetupProps) {
  const [count, setCount] = useState(USUAL_COUNT);
  const tracks = rowsIfReady(useRows(config.ownTrack ? allTracks() : null)) ?? [];
  const playable = tracks.filter(({ content_sha256 }) => content_sha256 !== null);
  const [trackId, setTrackId] = useState(APP);
  const [fromSeconds, setFromSeconds] = useState(30);
  const [isLoading, setLoading] = useState(false);
  const [isUnusable, setUnusable] = useState(false);
  if (!canPlay()) return <Text c="dimmed">{words.needsSound}</Text>;

  /** The sound of a region; null where it cannot be had, which the person is told. */
  const load = async (region: DrillRegion): Promise<Material> => {
    const sha256 = tracks.find(({ id }) => id === region.trackId)?.content_sha256;
    setLoading(true);
    const material = sha256 ? await loadOwnMaterial(blobs, sha256, region.startMs) : null;
    setLoading(false);
    setUnusable(material === null);
    return material;
  };
  const begin = async () => {
    if (trackId === APP) return onBegin(count, null, null);
    const startMs = Math.round(fromSeconds * 1000);
    const region = { trackId, startMs, endMs: startMs + REGION_MS };
    const material = await load(region);
    if (material) onBegin(count, region, material);
  };
  const resume = async (run: Running) => {
    if (!run.region) return onResume(run, null);
    const material = await load(run.region);
    if (material) onResume(run, material);
  };
  return (
    <section className={classes.card} aria-label={drill.title}>
      <Group gap="xs">
        <Badge tt="none" variant="default">
          {strings.difficulty[drill.difficulty]}
        </Badge>
        {drill.best_score !== null && (
          <Badge tt="none" variant="light" className="tabular">
            {words.best}: {formatScore(config, drill.best_score)}
          </Badge>
        )}
      </Group>
      <Text>{words.how}</Text>
      {playable.length > 0 && (
        <Group gap="md" align="end">
          <NativeSelect
            label={words.sound}
            data={[{ value: APP, label: words.appSounds }, ...playable.map(({ id, name }) => ({ value: id, label: name }))]}
            value={trackId}
            onChange={(event) => setTrackId(event.currentTarget.value)}
          />
          {trackId !== APP && (
            <NumberInput
              label={words.from}
              min={0}
              max={86_000}
              w={140}
              value={fromSeconds}
              onChange={(value) => typeof value === 'number' && setFromSeconds(value)}
            />
          )}
        </Group>
      )}
      {isUnusable && (
        <Text c="var(--mantine-color-error)" role="alert">
          {words.cannotUse}
        </Text>
      )}
      <Group gap="md" align="end">
        <div>
          <Text size="sm" mb={4} id="drill-length">
            {words.length}
          </Text>
          <SegmentedControl
            aria-labelledby="drill-length"
            data={COUNTS.map(String)}
            value={String(count)}
            onChange={(value) => setCount(Number(value))}
          />
        </div>
        <Button
          size="md"
          leftSection={<IconPlayerPlayFilled size={18} aria-hidden />}
          disabled={!isReady}
          loading={isLoading}
          onClick={() => void begin()}
        >
          {words.start(count)}
        </Button>
        {kept && (
          <Button size="md" variant="light" disabled={isLoading} onClick={() => void resume(kept)}>
            {words.resume(kept.trials.length)}
          </Button>
        )}
      </Group>
    </section>
  );
}

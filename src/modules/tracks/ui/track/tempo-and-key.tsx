// Tempo and key as measured, and the person's word over them: half, double, another tempo, another key.
import { Button, Group, Menu, NativeSelect, NumberInput, Text } from '@mantine/core';
import { useState } from 'react';
import { trackLimits } from '#schema/tracks/rules.ts';
import { useRun } from '#src/modules/use-run.ts';
import { Section } from '#src/ui/section.tsx';
import { formatBpm, formatShare } from '../../format.ts';
import { KEYS, tempoOf } from '../../model.ts';
import type { TrackSummary } from '../../analysis/summary.ts';
import type { TrackRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import classes from './track.module.css';

const words = strings.music;

interface TempoAndKeyProps {
  track: TrackRow;
  summary: TrackSummary | null;
}

export function TempoAndKey({ track, summary }: TempoAndKeyProps) {
  return (
    <Section title={words.title}>
      <div className={classes.music}>
        <Tempo track={track} summary={summary} />
        <Key track={track} summary={summary} />
      </div>
    </Section>
  );
}

const roundBpm = (bpm: number): number => Math.round(bpm * 100) / 100;

function Tempo({ track, summary }: TempoAndKeyProps) {
  const run = useRun();
  const bpm = tempoOf(track);
  const setTempo = (value: number | null) =>
    void run('tracks.update', { trackId: track.id, bpmOverride: value && roundBpm(value) });
  const measured = summary?.tempo ?? null;
  const isByHand = track.bpm_override !== null;
  const isAllowed = (value: number) => value >= trackLimits.lowestBpm && value <= trackLimits.highestBpm;
  return (
    <div>
      <Text size="sm" c="dimmed">
        {words.tempo}
      </Text>
      <Text className={classes.bigFigure}>{bpm === null ? words.unknown : formatBpm(bpm)}</Text>
      <Text size="sm" c="dimmed" mih={20}>
        {isByHand
          ? words.byHand
          : measured &&
            [words.sure(formatShare(measured.confidence)), !measured.steady && words.unsteady].filter(Boolean).join(', ')}
      </Text>
      <Group gap="xs" mt="sm">
        <Button
          variant="default"
          disabled={bpm === null || !isAllowed(bpm / 2)}
          onClick={() => bpm !== null && setTempo(bpm / 2)}
        >
          {words.half}
        </Button>
        <Button
          variant="default"
          disabled={bpm === null || !isAllowed(bpm * 2)}
          onClick={() => bpm !== null && setTempo(bpm * 2)}
        >
          {words.double}
        </Button>
        <TempoMenu key={bpm} bpm={bpm} summary={summary} onChoose={setTempo} />
        {isByHand && (
          <Button variant="subtle" onClick={() => setTempo(null)}>
            {words.reset}
          </Button>
        )}
      </Group>
    </div>
  );
}

interface TempoMenuProps {
  bpm: number | null;
  summary: TrackSummary | null;
  onChoose(bpm: number): void;
}

function TempoMenu({ bpm, summary, onChoose }: TempoMenuProps) {
  const [typed, setTyped] = useState<number | string>(bpm === null ? '' : roundBpm(bpm));
  const value = typeof typed === 'number' ? typed : Number.NaN;
  const isAllowed = value >= trackLimits.lowestBpm && value <= trackLimits.highestBpm;
  return (
    <Menu position="bottom-start" width={240} trapFocus>
      <Menu.Target>
        <Button variant="default">{words.other}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {summary?.tempo?.alternatives.slice(0, 4).map((other) => (
          <Menu.Item key={other.bpm} onClick={() => onChoose(other.bpm)}>
            {formatBpm(other.bpm)}
          </Menu.Item>
        ))}
        <form
          className={classes.menuForm}
          onSubmit={(event) => {
            event.preventDefault();
            if (isAllowed) onChoose(value);
          }}
        >
          <NumberInput
            label={words.bpmField}
            value={typed}
            onChange={setTyped}
            hideControls
            decimalScale={2}
            inputMode="decimal"
          />
          <Button type="submit" mt="xs" fullWidth disabled={!isAllowed}>
            {strings.save}
          </Button>
        </form>
      </Menu.Dropdown>
    </Menu>
  );
}

function Key({ track, summary }: TempoAndKeyProps) {
  const run = useRun();
  const estimate = summary?.key ?? null;
  // Analyses of older apps name a key of which they are not sure at all.
  const measured = summary && !estimate ? null : track.key_signature;
  const choices = [
    { value: '', label: words.asMeasured(measured ?? words.unknown) },
    ...KEYS.map((key) => ({ value: key, label: key })),
  ];
  const tuning = estimate && Math.abs(estimate.tuningCents) >= 5 ? Math.round(estimate.tuningCents) : null;
  return (
    <div>
      <Text size="sm" c="dimmed">
        {words.key}
      </Text>
      <Text className={classes.bigFigure}>{track.key_override ?? measured ?? words.unknown}</Text>
      <Text size="sm" c="dimmed" mih={20}>
        {track.key_override !== null
          ? words.byHand
          : estimate &&
            [
              words.sure(formatShare(estimate.confidence)),
              tuning !== null && words.tuning(tuning > 0 ? `+${tuning}` : `−${-tuning}`),
            ]
              .filter(Boolean)
              .join(', ')}
      </Text>
      <NativeSelect
        mt="sm"
        aria-label={words.keyLabel}
        data={choices}
        value={track.key_override ?? ''}
        onChange={(event) =>
          void run('tracks.update', {
            trackId: track.id,
            keyOverride: event.currentTarget.value === '' ? null : event.currentTarget.value,
          })
        }
      />
    </div>
  );
}

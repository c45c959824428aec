// What a session listens to: one own track or a part of it, and a reference where there is one.
import { Button, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { newId } from '#schema/ids.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { allTracks, formatTime, sectionsOfTrack } from '../../tracks/public.ts';
import type { PresetView } from '../model.ts';
import { strings } from '../strings.ts';

const words = strings.start;
const NONE = '';

export function StartDialog({ view, onClose }: { view: PresetView; onClose(): void }) {
  const tracks = (rowsIfReady(useRows(allTracks())) ?? []).filter(({ content_sha256 }) => content_sha256 !== null);
  const [chosen, setChosen] = useState(NONE);
  const trackId = chosen === NONE ? (tracks[0]?.id ?? NONE) : chosen;
  const [referenceId, setReferenceId] = useState(NONE);
  const [sectionId, setSectionId] = useState(NONE);
  const sections = rowsIfReady(useRows(trackId === NONE ? null : sectionsOfTrack(trackId))) ?? [];
  const run = useRun();
  const today = useToday();
  const navigate = useNavigate();
  const begin = async () => {
    const id = newId();
    const section = sections.find((one) => one.id === sectionId);
    const isSaved = await run('listening.begin', {
      id,
      presetId: view.preset.id,
      name: view.preset.name,
      trackId,
      referenceTrackId: referenceId === NONE ? null : referenceId,
      region: section ? { startMs: section.start_time_ms, endMs: section.end_time_ms } : null,
      prompts: view.prompts,
      day: today,
    });
    if (isSaved) void navigate({ to: '/studio/listening/session/$id', params: { id } });
  };
  const options = tracks.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Modal opened onClose={onClose} title={words.title(view.preset.name)} closeButtonProps={{ 'aria-label': 'Close', size: 44 }}>
      {tracks.length === 0 ? (
        <Stack gap="md">
          <Text>{words.noTracks}</Text>
          <Button component={Link} to="/studio">
            {words.addTracks}
          </Button>
        </Stack>
      ) : (
        <Stack gap="md">
          <NativeSelect
            label={words.track}
            data={options}
            value={trackId}
            onChange={(event) => {
              setChosen(event.currentTarget.value);
              setSectionId(NONE);
            }}
          />
          <NativeSelect
            label={words.region}
            data={[
              { value: NONE, label: words.whole },
              ...sections.map(({ id, name, start_time_ms, end_time_ms }) => ({
                value: id,
                label: words.section(name ?? words.unnamed, formatTime(start_time_ms), formatTime(end_time_ms)),
              })),
            ]}
            value={sectionId}
            onChange={(event) => setSectionId(event.currentTarget.value)}
          />
          <NativeSelect
            label={words.reference}
            data={[{ value: NONE, label: words.noReference }, ...options.filter(({ value }) => value !== trackId)]}
            value={referenceId}
            onChange={(event) => setReferenceId(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button onClick={() => void begin()}>{words.begin}</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

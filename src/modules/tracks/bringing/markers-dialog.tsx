// Brings the markers of another program to a track: a file is chosen, what becomes of it is shown, and all of it is saved at once.
import { Button, FileButton, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { MarkerFile, MarkerSet } from '#schema/tracks/files/marker.ts';
import { readMarkers } from '#schema/tracks/files/read-markers.ts';
import { Choice } from '#src/ui/choice.tsx';
import { List, ListRow } from '#src/ui/list.tsx';
import { outcomeOfAll } from '#src/ui/save-outcome.ts';
import { showProblem, showToast } from '#src/ui/toast.tsx';
import { useMarkCommands } from '../commands.ts';
import { formatTime } from '../format.ts';
import { tempoOf } from '../model.ts';
import type { NoteRow, SectionRow, TrackRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { likeliestSet, planMarkers, type Becomes } from './plan-markers.ts';

const words = strings.bringing;
const SHOWN = 8;
/** A collection of some ten thousand tracks. A WAV file is read as a whole, because its cues may stand at its end. */
const MOST_BYTES = 512 * 1024 * 1024;
const BECOMES: Readonly<Record<Becomes, string>> = { notes: words.notes, sections: words.sections };

interface MarkersDialogProps {
  track: TrackRow;
  durationMs: number;
  sections: readonly SectionRow[];
  notes: readonly NoteRow[];
  onClose(): void;
}

type Chosen = { kind: 'none' } | { kind: 'refused'; reason: string } | { kind: 'read'; file: MarkerFile; set: number };

export default function MarkersDialog({ track, durationMs, sections, notes, onClose }: MarkersDialogProps) {
  const [chosen, setChosen] = useState<Chosen>({ kind: 'none' });
  const choose = async (file: File | null) => {
    if (!file) return;
    if (file.size > MOST_BYTES) return setChosen({ kind: 'refused', reason: words.tooLarge });
    const read = readMarkers(new Uint8Array(await file.arrayBuffer()), { bpm: tempoOf(track) });
    if (read.kind === 'refused') setChosen(read);
    else setChosen({ kind: 'read', file: read.file, set: likeliestSet(read.file.sets, track, durationMs) });
  };
  return (
    <Modal opened onClose={onClose} title={words.title} closeButtonProps={{ 'aria-label': words.close, size: 44 }}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {words.text}
        </Text>
        <FileButton onChange={(file) => void choose(file)}>
          {(props) => (
            <Button variant={chosen.kind === 'read' ? 'default' : 'filled'} data-autofocus {...props}>
              {words.choose}
            </Button>
          )}
        </FileButton>
        {chosen.kind === 'refused' && (
          <Text c="var(--mantine-color-error)" role="alert">
            {chosen.reason}
          </Text>
        )}
        {chosen.kind === 'read' && (
          <Preview
            file={chosen.file}
            place={chosen.set}
            onPlace={(set) => setChosen({ ...chosen, set })}
            track={track}
            durationMs={durationMs}
            sections={sections}
            notes={notes}
            onClose={onClose}
          />
        )}
      </Stack>
    </Modal>
  );
}

interface PreviewProps extends MarkersDialogProps {
  file: MarkerFile;
  place: number;
  onPlace(place: number): void;
}

function Preview({ file, place, onPlace, track, durationMs, sections, notes, onClose }: PreviewProps) {
  const [becomes, setBecomes] = useState<Becomes>('notes');
  const [isSaving, setSaving] = useState(false);
  const { addMarks } = useMarkCommands(track.id);
  const set = file.sets[place];
  if (!set) return null;
  const plan = planMarkers({ set, becomes, durationMs, sections, notes });
  const count = plan.notes.length + plan.sections.length;
  const save = async () => {
    setSaving(true);
    const outcome = await outcomeOfAll(addMarks(plan));
    setSaving(false);
    if (!outcome.ok) return showProblem(outcome.error);
    showToast({ message: words.added(count) });
    onClose();
  };
  return (
    <>
      <Text fw={560}>{file.format}</Text>
      {file.sets.length > 1 && (
        <NativeSelect
          label={words.which}
          data={file.sets.map((one, index) => ({ value: String(index), label: nameOf(one, index) }))}
          value={String(place)}
          onChange={(event) => onPlace(Number(event.currentTarget.value))}
        />
      )}
      <Choice<Becomes> label={words.become} value={becomes} options={BECOMES} onChange={setBecomes} />
      <List label={words.list}>
        {set.markers.slice(0, SHOWN).map((marker) => (
          <ListRow key={`${marker.startMs}/${marker.endMs}/${marker.title}`}>
            <Text span style={{ overflowWrap: 'anywhere' }}>
              {marker.title || words.unnamed}
            </Text>
            <Text span display="block" size="sm" c="dimmed" className="tabular">
              {formatTime(marker.startMs)}
              {marker.endMs !== null && ` – ${formatTime(marker.endMs)}`}
            </Text>
          </ListRow>
        ))}
      </List>
      <div role="status">
        {set.markers.length > SHOWN && <Text size="sm">{words.more(set.markers.length - SHOWN)}</Text>}
        {plan.known > 0 && <Text size="sm">{words.known(plan.known)}</Text>}
        {plan.beyond > 0 && <Text size="sm">{words.beyond(plan.beyond)}</Text>}
        {file.problems.map((problem) => (
          <Text key={problem} size="sm" c="dimmed">
            {problem}
          </Text>
        ))}
      </div>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {words.cancel}
        </Button>
        <Button disabled={count === 0} loading={isSaving} onClick={() => void save()}>
          {count === 0 ? words.nothing : words.add(count)}
        </Button>
      </Group>
    </>
  );
}

const nameOf = ({ title, artist, markers }: MarkerSet, index: number): string =>
  `${[title || words.layer(index + 1), artist].filter((part) => part !== '').join(' · ')} (${markers.length})`;

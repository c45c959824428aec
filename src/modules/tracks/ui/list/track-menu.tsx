// What can be done with a track as a whole: compare, export, details, its file, deleting.
import { ActionIcon, Button, Menu, Switch } from '@mantine/core';
import {
  IconArrowsLeftRight,
  IconCloudDownload,
  IconDeviceFloppy,
  IconDots,
  IconDownload,
  IconFlag,
  IconPencil,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { blobs } from '#src/blobs/public.ts';
import { errorToProblem } from '#src/ui/save-outcome.ts';
import { showProblem } from '#src/ui/toast.tsx';
import type { TrackViewApi } from '../../drawing/api.ts';
import { exportMarks, MARK_FORMATS } from '../../exporting/exporting.ts';
import { fetchFile } from '../../fetching.ts';
import { fileName } from '../../exporting/label-files.ts';
import type { NoteRow, SectionRow, TrackRow } from '../../queries.ts';
import { useAnalysisRunner, useFileState } from '../../analysis/runtime.ts';
import { strings } from '../../strings.ts';
import type { TrackAnalysis } from '../../use-track.ts';
import { DetailsDialog } from '../track/details-dialog.tsx';
import { useRemoveTrack } from '../track/remove-track.tsx';
import { saveFile } from '#src/ui/save-file.ts';

const MarkersDialog = lazy(() => import('../../bringing/markers-dialog.tsx'));
const words = strings.track;

interface TrackMenuProps {
  track: TrackRow;
  analysis: TrackAnalysis | null;
  sections: readonly SectionRow[];
  notes: readonly NoteRow[];
  view: TrackViewApi;
}

export function TrackMenu(props: TrackMenuProps) {
  const { track } = props;
  const [isEditing, setEditing] = useState(false);
  const [isBringing, setBringing] = useState(false);
  const removing = useRemoveTrack(track);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconArrowsLeftRight size={18} aria-hidden />}
        renderRoot={(root) => <Link to="/studio/compare" search={{ a: track.id }} {...root} />}
      >
        {strings.select.compare}
      </Button>
      <ExportMenu {...props} />
      <FileMenu
        track={track}
        onDetails={() => setEditing(true)}
        onBring={props.analysis ? () => setBringing(true) : null}
        onRemove={removing.ask}
      />
      {isBringing && props.analysis && (
        <Suspense>
          <MarkersDialog
            track={track}
            durationMs={props.analysis.row.duration_ms}
            sections={props.sections}
            notes={props.notes}
            onClose={() => setBringing(false)}
          />
        </Suspense>
      )}
      {isEditing && <DetailsDialog track={track} onClose={() => setEditing(false)} />}
      {removing.question}
    </>
  );
}

const { audacity, reaper, audition, csv, json } = strings.exporting;
const exportWords = { audacity, reaper, audition, csv, json } as const;

function ExportMenu({ track, analysis, sections, notes, view }: TrackMenuProps) {
  const [isWithPrivate, setWithPrivate] = useState(false);
  const saveFrames = async (format: 'dat' | 'csv') => {
    const answer = await view.exportFrames(format);
    if (answer.ok) saveFile(answer.file, fileName(track.name, format === 'dat' ? '.dat' : ' frames.csv'));
    else showProblem(answer.error);
  };
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={18} aria-hidden />}>
          {strings.exporting.menu}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {MARK_FORMATS.map((format) => (
          <Menu.Item
            key={format}
            onClick={() => {
              const { file, suffix } = exportMarks({ track, analysis, sections, notes, isWithPrivate }, format);
              saveFile(file, fileName(track.name, suffix));
            }}
          >
            {exportWords[format]}
          </Menu.Item>
        ))}
        {analysis && <Menu.Item onClick={() => void saveFrames('dat')}>{strings.exporting.dat}</Menu.Item>}
        {analysis && <Menu.Item onClick={() => void saveFrames('csv')}>{strings.exporting.framesCsv}</Menu.Item>}
        <Menu.Divider />
        <Menu.Item closeMenuOnClick={false} onClick={() => setWithPrivate(!isWithPrivate)}>
          <Switch
            label={strings.exporting.withPrivate}
            checked={isWithPrivate}
            readOnly
            tabIndex={-1}
            style={{ pointerEvents: 'none' }}
          />
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface FileMenuProps {
  track: TrackRow;
  onDetails(): void;
  /** Null before the track is analysed: its length is not known. */
  onBring: (() => void) | null;
  onRemove(): void;
}

/** Shows an expected failure; anything else is a bug. */
async function reporting(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    const problem: CadenceError | null = errorToProblem(thrown);
    if (problem === null) throw thrown;
    showProblem(problem);
  }
}

function FileMenu({ track, onDetails, onBring, onRemove }: FileMenuProps) {
  const runner = useAnalysisRunner();
  const sha256 = track.content_sha256;
  const { kept } = useFileState(sha256);
  const save = async (hash: string) => saveFile(await blobs.open(hash), track.name);
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon variant="default" aria-label={words.menu}>
          <IconDots size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={18} aria-hidden />} onClick={onDetails}>
          {words.edit}
        </Menu.Item>
        {onBring && (
          <Menu.Item leftSection={<IconFlag size={18} aria-hidden />} onClick={onBring}>
            {strings.bringing.menu}
          </Menu.Item>
        )}
        {sha256 !== null && kept && (
          <Menu.Item leftSection={<IconRefresh size={18} aria-hidden />} onClick={() => runner.analyze(track.id)}>
            {strings.state.again}
          </Menu.Item>
        )}
        {sha256 !== null && (
          <Menu.Item leftSection={<IconDeviceFloppy size={18} aria-hidden />} onClick={() => void reporting(() => save(sha256))}>
            {words.download}
          </Menu.Item>
        )}
        {sha256 !== null && (
          <Menu.Item
            leftSection={<IconCloudDownload size={18} aria-hidden />}
            onClick={() => void reporting(() => (kept ? blobs.remove(sha256) : fetchFile(blobs, sha256)))}
          >
            {kept ? words.free : words.keep}
          </Menu.Item>
        )}
        <Menu.Item c="var(--mantine-color-error)" leftSection={<IconTrash size={18} aria-hidden />} onClick={onRemove}>
          {strings.select.remove}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

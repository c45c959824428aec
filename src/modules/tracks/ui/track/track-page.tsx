// One track: heard, seen, marked and measured.
import { Skeleton } from '@mantine/core';
import { IconMusicOff } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { blobs } from '#src/blobs/public.ts';
import type { Failed } from '#src/replica/public.ts';
import { MissingPage } from '#src/ui/missing-page.tsx';
import { Page } from '#src/ui/page.tsx';
import { ReadProblem } from '#src/ui/when-read.tsx';
import type { TimeRange } from '../../drawing/api.ts';
import { useTrackView } from '../../drawing/use-track-view.ts';
import { creditOf } from '../../model.ts';
import type { TrackRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { useMarks, useTrack, type Marks, type TrackAnalysis } from '../../use-track.ts';
import { KeysHelp } from './keys-help.tsx';
import { NotesPanel, SectionsPanel } from './marks-panel.tsx';
import { MarkDialog } from './mark-dialog.tsx';
import './mark-colors.css';
import { Measures } from './measures.tsx';
import { BalanceSection, StereoSection } from './spectrum-sections.tsx';
import { LANES, OVERVIEW_LANES } from '../stage/lanes.ts';
import { TrackStage, type StageChoices } from '../stage/track-stage.tsx';
import { Transport } from '../stage/transport.tsx';
import { TempoAndKey } from './tempo-and-key.tsx';
import { TrackMenu } from '../list/track-menu.tsx';
import { AnalysisState, FileSign } from './track-state.tsx';
import studio from '../list/studio.module.css';
import classes from './track.module.css';
import { useStudioKeys } from './use-studio-keys.ts';
import { useTrackPlayback } from './use-track-playback.ts';
import { useTrackEditing } from './use-track-editing.ts';

const route = getRouteApi('/studio/track/$id');

export function TrackPage() {
  const { id: trackId } = route.useParams();
  const read = useTrack(trackId);
  const marks = useMarks(trackId);
  if (read.kind === 'missing') return <MissingTrack />;
  if (read.kind === 'failed') return <UnreadTrack failed={read} />;
  if (marks.kind === 'failed') return <UnreadTrack failed={marks} />;
  if (read.kind === 'loading' || marks.kind === 'loading') return <TrackSkeleton />;
  return <Track key={read.track.id} track={read.track} analysis={read.analysis} marks={marks.rows} />;
}

const UnreadTrack = ({ failed }: { failed: Failed }) => (
  <Page title={strings.title}>
    <ReadProblem failed={failed} />
  </Page>
);

const MissingTrack = () => (
  <MissingPage
    icon={IconMusicOff}
    title={strings.track.missing}
    text={strings.track.missingText}
    back={{ to: '/studio', label: strings.track.back }}
  />
);

const TrackSkeleton = () => (
  <Page title={strings.title}>
    <Skeleton height={520} radius="lg" />
  </Page>
);

interface TrackProps {
  track: TrackRow;
  analysis: TrackAnalysis | null;
  marks: Marks;
}

function Track({ track, analysis, marks: { sections, notes } }: TrackProps) {
  const [choices, setChoices] = useState<StageChoices>({ kind: 'waveform', isSnapping: true, showsBeats: true });
  const [selection, setSelection] = useState<TimeRange | null>(null);
  const large = useTrackView(blobs, analysis?.frames ?? null, LANES[choices.kind]);
  const small = useTrackView(blobs, analysis?.frames ?? null, OVERVIEW_LANES);
  const playing = useTrackPlayback(track, analysis, selection, choices.isSnapping);
  const { player, state, durationMs, beatsMs } = playing;
  const editing = useTrackEditing({
    trackId: track.id,
    durationMs,
    beatsMs,
    sectionsMs: playing.sectionsMs,
    sections,
    notes,
    selection,
    positionMs: () => player.positionMs(),
    loudnessAt: async (timeMs) => (await large.view.read(timeMs))?.shortTermLufs ?? null,
    onSelection: setSelection,
  });
  useEffect(() => large.view.setShown({ beats: choices.showsBeats, onsets: false }), [large.view, choices.showsBeats]);
  useEffect(() => small.view.setShown({ beats: false, onsets: false }), [small.view]);

  const { toggleLoop, playFrom, loop, stepTo } = playing;
  useStudioKeys({
    space: () => player.toggle(),
    l: toggleLoop,
    s: editing.addSection,
    m: editing.addNote,
    escape: () => setSelection(null),
    home: () => player.seek(0),
    end: () => player.seek(durationMs),
    step: stepTo,
    zoom: (direction) => large.view.zoom(direction > 0 ? 2 : 0.5, player.positionMs()),
  });
  const credit = creditOf(track);
  return (
    <Page
      title={track.name}
      description={credit === '' ? undefined : credit}
      actions={<TrackMenu track={track} analysis={analysis} sections={sections} notes={notes} view={large.view} />}
    >
      <div className={studio.states}>
        <AnalysisState track={track} />
        <FileSign sha256={track.content_sha256} name={track.name} />
        <KeysHelp />
      </div>
      {analysis && (
        <TrackStage
          name={track.name}
          large={large}
          small={small}
          player={player}
          playing={state}
          durationMs={durationMs}
          beatsMs={beatsMs}
          sections={sections}
          notes={notes}
          choices={choices}
          onChoices={setChoices}
          selection={selection}
          onSelection={setSelection}
          onAddSection={editing.addSection}
          onAddNote={editing.addNote}
          onMoveSection={editing.moveSection}
          onMoveNote={editing.moveNote}
          onOpen={editing.openMark}
          onRemove={editing.remove}
          onDrawSection={editing.openSection}
          onDrawNote={editing.openNote}
        />
      )}
      <Transport player={player} state={state} onLoop={toggleLoop} canLoop={selection !== null} />
      <div className={classes.panels}>
        <div className={classes.panelColumn}>
          <SectionsPanel
            sections={sections}
            suggested={editing.suggested}
            onSuggested={editing.takeSuggested}
            onAdd={editing.addSection}
            onLoop={(row) => loop({ startMs: row.start_time_ms, endMs: row.end_time_ms })}
            onOpen={editing.openMark}
          />
          <NotesPanel
            notes={notes}
            onAdd={editing.addNote}
            onPlay={(row) => playFrom(row.start_time_ms)}
            onOpen={editing.openMark}
          />
          <TempoAndKey track={track} summary={analysis?.summary ?? null} />
        </div>
        <div className={classes.panelColumn}>
          <Measures summary={analysis?.summary ?? null} version={analysis?.row.version ?? null} />
          {analysis?.summary && <BalanceSection name={track.name} summary={analysis.summary} />}
          {analysis?.summary && <StereoSection name={track.name} summary={analysis.summary} />}
        </div>
      </div>
      {editing.open && (
        <MarkDialog
          trackId={track.id}
          mark={editing.open}
          durationMs={durationMs}
          onSaved={editing.saved}
          onRemove={editing.removeOpen}
          onClose={editing.close}
        />
      )}
    </Page>
  );
}

// The picture of one track with everything that stands on its time: overview, picture, sections, notes, selection.
import { ActionIcon, Button, Group, SegmentedControl, Switch, Text, useComputedColorScheme } from '@mantine/core';
import { IconArrowsMaximize, IconPlus, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { Lane, TimeRange } from '../../drawing/api.ts';
import type { TrackView } from '../../drawing/track-view.ts';
import { useViewRange, type TrackViewHandle } from '../../drawing/use-track-view.ts';
import { formatTime } from '../../format.ts';
import { snapToBeat, SNAP_PX, spanBetween, type Span } from '../../marks.ts';
import type { PlayerState, TrackPlayerApi } from '../../playback/api.ts';
import type { NoteRow, SectionRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { noteMark, sectionMarks } from '../track/mark-words.ts';
import { LaneLegend } from './lane-legend.tsx';
import { hzAt, LANES, VIEW_KINDS, type ViewKind } from './lanes.ts';
import { MarkLane } from './mark-lane.tsx';
import { Overview } from './overview.tsx';
import { Picture } from './picture.tsx';
import { Reading } from './reading.tsx';
import classes from './stage.module.css';
import { useFollowing } from './use-range.ts';
import { useOverlay } from './use-overlay.ts';

const words = strings.view;
const ZOOM_STEP = 2;

export interface StageChoices {
  kind: ViewKind;
  isSnapping: boolean;
  showsBeats: boolean;
}

interface TrackStageProps {
  name: string;
  large: TrackViewHandle;
  small: TrackViewHandle;
  player: TrackPlayerApi;
  playing: PlayerState;
  durationMs: number;
  beatsMs: readonly number[];
  sections: readonly SectionRow[];
  notes: readonly NoteRow[];
  choices: StageChoices;
  onChoices(choices: StageChoices): void;
  selection: TimeRange | null;
  onSelection(selection: TimeRange | null): void;
  onAddSection(): void;
  onAddNote(): void;
  onMoveSection(id: string, span: Span): void;
  onMoveNote(id: string, span: Span): void;
  onOpen(id: string): void;
  onRemove(id: string): void;
  onDrawSection(span: { startMs: number; endMs: number }): void;
  onDrawNote(span: { startMs: number; endMs: number }): void;
}

export function TrackStage(props: TrackStageProps) {
  const { large, small, player, playing, durationMs, choices, selection, onSelection } = props;
  const { view } = large;
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const snapBeats = choices.isSnapping ? props.beatsMs : NO_BEATS;
  const lanes = LANES[choices.kind];
  const [hoveredMs, setHovered] = useState<number | null>(null);
  const [pointedHz, setPointedHz] = useState<number | null>(null);
  useOverlay({ ...props, view, isHeard: true, loop: playing.loop, scheme });

  const gestures = {
    onSeek: (timeMs: number, y: number) => {
      player.seek(timeMs);
      setPointedHz(hzAt(lanes, y));
      onSelection(null);
    },
    onSelect: (fromMs: number, toMs: number) => {
      const reach = SNAP_PX * ((view.range().endMs - view.range().startMs) / Math.max(1, view.xAt(view.range().endMs)));
      const snapped = [fromMs, toMs].map((time) => snapToBeat(snapBeats, time, reach));
      onSelection(spanBetween(snapped[0] ?? fromMs, snapped[1] ?? toMs, durationMs));
    },
    onHover: (timeMs: number | null, y: number) => {
      view.setOverlay({ cursorMs: timeMs });
      setHovered(timeMs);
      if (timeMs !== null) setPointedHz(hzAt(lanes, y));
    },
  };
  return (
    <section className={classes.stage} aria-label={words.title}>
      <StageHead view={view} choices={choices} onChoices={props.onChoices} />
      <Overview small={small} view={view} durationMs={durationMs} />
      <div data-picture>
        <LabelledPicture name={props.name} large={large} lanes={lanes} gestures={gestures} />
      </div>
      <LaneLegend view={view} kinds={lanes.map(({ kind }) => kind)} />
      <Reading
        view={view}
        player={player}
        isPlaying={playing.status === 'playing'}
        kind={choices.kind}
        hoveredMs={hoveredMs}
        hz={pointedHz}
        selection={selection}
      />
      <Lanes {...props} beatsMs={snapBeats} />
    </section>
  );
}

const NO_BEATS: readonly number[] = [];

function LabelledPicture({
  name,
  large,
  lanes,
  gestures,
}: {
  name: string;
  large: TrackViewHandle;
  lanes: readonly Lane[];
  gestures: Parameters<typeof Picture>[0]['gestures'];
}) {
  const { startMs, endMs } = useViewRange(large.view);
  return (
    <Picture
      handle={large}
      lanes={lanes}
      label={words.picture(name, formatTime(startMs), formatTime(endMs))}
      gestures={gestures}
    />
  );
}

interface StageHeadProps {
  view: TrackView;
  choices: StageChoices;
  onChoices(choices: StageChoices): void;
}

function StageHead({ view, choices, onChoices }: StageHeadProps) {
  const isFollowing = useFollowing(view);
  const middle = () => (view.range().startMs + view.range().endMs) / 2;
  return (
    <div className={classes.head}>
      <SegmentedControl
        size="xs"
        className={classes.kinds}
        aria-label={words.kind}
        data={VIEW_KINDS.map((value) => ({ value, label: words.kinds[value] }))}
        value={choices.kind}
        onChange={(value) => onChoices({ ...choices, kind: value as ViewKind })}
      />
      <div className={classes.tools}>
        <Switch
          label={words.snap}
          checked={choices.isSnapping}
          onChange={(event) => onChoices({ ...choices, isSnapping: event.currentTarget.checked })}
        />
        <Switch
          label={words.beats}
          checked={choices.showsBeats}
          onChange={(event) => onChoices({ ...choices, showsBeats: event.currentTarget.checked })}
        />
        <Switch label={words.follow} checked={isFollowing} onChange={(event) => view.setFollowing(event.currentTarget.checked)} />
        <div className={classes.zoom}>
          <ActionIcon aria-label={words.zoomOut} onClick={() => view.zoom(1 / ZOOM_STEP, middle())}>
            <IconZoomOut size={20} aria-hidden />
          </ActionIcon>
          <ActionIcon aria-label={words.zoomIn} onClick={() => view.zoom(ZOOM_STEP, middle())}>
            <IconZoomIn size={20} aria-hidden />
          </ActionIcon>
          <ActionIcon aria-label={words.whole} onClick={() => view.setRange({ startMs: 0, endMs: view.durationMs() })}>
            <IconArrowsMaximize size={20} aria-hidden />
          </ActionIcon>
        </div>
      </div>
    </div>
  );
}

function Lanes(props: TrackStageProps) {
  const { large, durationMs, beatsMs, sections, notes } = props;
  const marksOfSections = useMemo(() => sectionMarks(sections), [sections]);
  const noteMarks = useMemo(() => notes.map(noteMark), [notes]);
  const shared = {
    view: large.view,
    durationMs,
    beatsMs,
    help: strings.marks.laneHelp,
    onOpen: props.onOpen,
    onRemove: props.onRemove,
  };
  return (
    <div className={classes.lanes}>
      <LaneHead title={strings.marks.sections} add={strings.marks.addSection} onAdd={props.onAddSection} />
      <MarkLane
        {...shared}
        label={strings.marks.sectionLane}
        marks={marksOfSections}
        onMove={props.onMoveSection}
        onDraw={props.onDrawSection}
      />
      <LaneHead title={strings.marks.notes} add={strings.marks.addNote} onAdd={props.onAddNote} />
      <MarkLane
        {...shared}
        label={strings.marks.noteLane}
        marks={noteMarks}
        onMove={props.onMoveNote}
        onDraw={props.onDrawNote}
      />
    </div>
  );
}

const LaneHead = ({ title, add, onAdd }: { title: string; add: string; onAdd(): void }) => (
  <Group justify="space-between" className={classes.laneHead}>
    <Text size="sm" fw={560}>
      {title}
    </Text>
    <Button variant="subtle" size="sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={onAdd}>
      {add}
    </Button>
  </Group>
);

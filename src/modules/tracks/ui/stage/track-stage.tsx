// The picture of one track with everything that stands on its time: overview, picture, sections, notes, selection.
import { ActionIcon, Button, Group, SegmentedControl, Switch, Text, useComputedColorScheme } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowsMaximize, IconPlus, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import type { TimeRange } from '../../drawing/api.ts';
import type { TrackView } from '../../drawing/track-view.ts';
import { useViewRange, type TrackViewHandle } from '../../drawing/use-track-view.ts';
import { formatLufs, formatTime } from '../../format.ts';
import { snapToBeat, SNAP_PX, spanBetween, type Span } from '../../marks.ts';
import type { PlayerState, TrackPlayerApi } from '../../playback/api.ts';
import type { NoteRow, SectionRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { noteMark, sectionMarks } from '../track/mark-words.ts';
import { VIEW_KINDS, type ViewKind } from './lanes.ts';
import { MarkLane } from './mark-lane.tsx';
import { Overview } from './overview.tsx';
import { Picture } from './picture.tsx';
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
  const [hoveredMs, setHovered] = useState<number | null>(null);
  useOverlay({ ...props, view, isHeard: true, loop: playing.loop, scheme });

  const gestures = {
    onSeek: (timeMs: number) => {
      player.seek(timeMs);
      onSelection(null);
    },
    onSelect: (fromMs: number, toMs: number) => {
      const reach = SNAP_PX * ((view.range().endMs - view.range().startMs) / Math.max(1, view.xAt(view.range().endMs)));
      const snapped = [fromMs, toMs].map((time) => snapToBeat(snapBeats, time, reach));
      onSelection(spanBetween(snapped[0] ?? fromMs, snapped[1] ?? toMs, durationMs));
    },
    onHover: (timeMs: number | null) => {
      view.setOverlay({ cursorMs: timeMs });
      setHovered(timeMs);
    },
  };
  return (
    <section className={classes.stage} aria-label={words.title}>
      <StageHead view={view} choices={choices} onChoices={props.onChoices} />
      <Overview small={small} view={view} durationMs={durationMs} />
      <div data-picture>
        <LabelledPicture name={props.name} large={large} gestures={gestures} />
      </div>
      <Reading view={view} atMs={hoveredMs} selection={selection} />
      <Lanes {...props} beatsMs={snapBeats} />
    </section>
  );
}

const NO_BEATS: readonly number[] = [];

function LabelledPicture({
  name,
  large,
  gestures,
}: {
  name: string;
  large: TrackViewHandle;
  gestures: Parameters<typeof Picture>[0]['gestures'];
}) {
  const { startMs, endMs } = useViewRange(large.view);
  return <Picture handle={large} label={words.picture(name, formatTime(startMs), formatTime(endMs))} gestures={gestures} />;
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

/** One line of fixed height: the selection, else what was measured under the pointer, else how to go about. */
function Reading({ view, atMs, selection }: { view: TrackView; atMs: number | null; selection: TimeRange | null }) {
  const isTouch = useMediaQuery('(pointer: coarse)');
  const [reading, setReading] = useState<string | null>(null);
  useEffect(() => {
    if (atMs === null) return undefined;
    let isCurrent = true;
    void view.read(atMs).then((read) => {
      if (isCurrent) setReading(read && words.reading(formatLufs(read.momentaryLufs), formatLufs(read.shortTermLufs)));
    });
    return () => {
      isCurrent = false;
    };
  }, [view, atMs]);
  const text = selection
    ? words.selection(
        formatTime(selection.startMs, 1),
        formatTime(selection.endMs, 1),
        ((selection.endMs - selection.startMs) / 1000).toFixed(1),
      )
    : atMs !== null
      ? [formatTime(atMs, 1), reading].filter(Boolean).join(' · ')
      : isTouch
        ? words.touchHint
        : words.hint;
  return (
    <Text size="sm" c="dimmed" className={classes.reading} truncate>
      {text}
    </Text>
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
    <>
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
    </>
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

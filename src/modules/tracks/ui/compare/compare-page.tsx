// Two tracks side by side: one key switches between them at the same musical position and the same loudness.
import {
  Button,
  NativeSelect,
  NumberInput,
  SegmentedControl,
  Skeleton,
  Switch,
  Text,
  useComputedColorScheme,
} from '@mantine/core';
import { IconArrowsExchange, IconArrowsLeftRight } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { blobs } from '#src/blobs/public.ts';
import { useRows } from '#src/replica/public.ts';
import { given } from '#src/routing.ts';
import { MissingPage } from '#src/ui/missing-page.tsx';
import { Page } from '#src/ui/page.tsx';
import { ReadProblem, WhenRead } from '#src/ui/when-read.tsx';
import type { TimeRange } from '../../drawing/api.ts';
import { useTrackView } from '../../drawing/use-track-view.ts';
import { formatDb } from '../../format.ts';
import type { Alignment, Deck, PlayerState, TrackPlayerApi } from '../../playback/api.ts';
import { allTracks, type TrackListRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { useDeckTrack, useMarks, useTrack, type Marks, type TrackAnalysis, type TrackRead } from '../../use-track.ts';
import { CompareFigures } from './compare-figures.tsx';
import '../track/mark-colors.css';
import { DECK_LANES } from '../stage/lanes.ts';
import { Picture } from '../stage/picture.tsx';
import { Transport } from '../stage/transport.tsx';
import { useOverlay } from '../stage/use-overlay.ts';
import { usePlayer } from '../stage/use-player.ts';
import classes from '../track/track.module.css';
import { useStudioKeys } from '../track/use-studio-keys.ts';

const words = strings.comparing;
const STEP_MS = 5000;

const NO_TRACK = { track: null, analysis: null };
const NO_MARKS: Marks = { sections: [], notes: [] };

export interface Compared {
  a: string | undefined;
  b: string | undefined;
}

interface ComparePageProps extends Compared {
  onChoose(compared: Compared): void;
}

export function ComparePage({ a, b, onChoose }: ComparePageProps) {
  const read = useRows(allTracks());
  if (read.kind !== 'ready') {
    return (
      <Page title={words.title}>
        <WhenRead read={read} loading={<Skeleton height={480} radius="lg" />}>
          {() => null}
        </WhenRead>
      </Page>
    );
  }
  const { rows } = read;
  if (rows.length < 2) {
    return (
      <MissingPage
        heading={words.title}
        icon={IconArrowsLeftRight}
        title={words.needTwoTitle}
        text={words.needTwo}
        back={{ to: '/studio', label: strings.track.back }}
      />
    );
  }
  return <Comparison rows={rows} a={a} b={b} onChoose={onChoose} />;
}

function Comparison({ rows, a, b, onChoose }: ComparePageProps & { rows: readonly TrackListRow[] }) {
  const readA = useTrack(a ?? null);
  const readB = useTrack(b ?? null);
  const { track: trackA, analysis: analysisA } = readA.kind === 'ready' ? readA : NO_TRACK;
  const { track: trackB, analysis: analysisB } = readB.kind === 'ready' ? readB : NO_TRACK;
  const { player, state } = usePlayer({ to: '/studio/compare', search: given({ a, b }) });
  const alignment = useAlignment(analysisA, analysisB);
  const [selection, setSelection] = useState<TimeRange | null>(null);
  const deckA = useDeckTrack(trackA, analysisA);
  const deckB = useDeckTrack(trackB, analysisB);
  useEffect(() => {
    if (deckA) player.load(deckA);
  }, [player, deckA]);
  useEffect(() => {
    if (deckA) player.compareWith(deckB, alignment.value);
  }, [player, deckA, deckB, alignment.value]);
  const hear = (deck: Deck) => {
    if (state[deck] === null || state.active === deck) return;
    player.switchTo(deck);
    setSelection(null);
  };
  const toggleLoop = () => player.setLoop(state.loop ? null : selection, { snap: true });
  useStudioKeys({
    space: () => player.toggle(),
    a: () => hear('a'),
    b: () => hear('b'),
    l: toggleLoop,
    escape: () => setSelection(null),
    home: () => player.seek(0),
    end: () => player.seek(state.durationMs),
    step: (direction) => player.seek(Math.max(0, Math.min(state.durationMs, player.positionMs() + direction * STEP_MS))),
    zoom: () => undefined,
  });
  const deckProps = { rows, player, state, selection, onSelection: setSelection };
  return (
    <Page
      title={words.title}
      description={words.description}
      actions={
        <Button
          variant="default"
          leftSection={<IconArrowsExchange size={18} aria-hidden />}
          disabled={a === undefined && b === undefined}
          onClick={() => onChoose({ a: b, b: a })}
        >
          {words.swap}
        </Button>
      }
    >
      <div className={classes.decks}>
        <DeckPanel
          {...deckProps}
          deck="a"
          trackId={a}
          read={readA}
          onHear={() => hear('a')}
          onChoose={(id) => onChoose({ a: id, b })}
        />
        <DeckPanel
          {...deckProps}
          deck="b"
          trackId={b}
          read={readB}
          onHear={() => hear('b')}
          onChoose={(id) => onChoose({ a, b: id })}
        />
      </div>
      {a !== undefined && a === b && <Text c="dimmed">{words.sameTrack}</Text>}
      <div className={classes.switches}>
        <Switch
          label={words.match}
          checked={state.isLevelMatched}
          onChange={(event) => player.setLevelMatched(event.currentTarget.checked)}
        />
        <TrimWords state={state} />
        {alignment.control}
      </div>
      <Transport player={player} state={state} onLoop={toggleLoop} canLoop={selection !== null}>
        <SegmentedControl
          aria-label={words.title}
          data={[
            { value: 'a', label: 'A' },
            { value: 'b', label: 'B', disabled: state.b === null },
          ]}
          value={state.active}
          onChange={(value) => hear(value === 'b' ? 'b' : 'a')}
        />
      </Transport>
      {a !== undefined && b !== undefined && <Figures a={readA} b={readB} />}
    </Page>
  );
}

/** A failure is said in the deck's panel. */
function Figures({ a, b }: { a: TrackRead; b: TrackRead }) {
  if (a.kind === 'loading' || b.kind === 'loading') return <Skeleton height={320} radius="lg" />;
  if (a.kind !== 'ready' || b.kind !== 'ready') return null;
  return (
    <CompareFigures
      a={{ track: a.track, summary: a.analysis?.summary ?? null }}
      b={{ track: b.track, summary: b.analysis?.summary ?? null }}
    />
  );
}

function TrimWords({ state }: { state: PlayerState }) {
  const deck: Deck = state.trimDb.a <= state.trimDb.b ? 'a' : 'b';
  const trim = -state.trimDb[deck];
  return (
    <Text size="sm" c="dimmed" className="tabular" role="status">
      {state.isLevelMatched && trim >= 0.05 ? words.matched(deck.toUpperCase(), formatDb(trim)) : ''}
    </Text>
  );
}

/** By beats when both tracks have them; the person may shift B either way. */
function useAlignment(a: TrackAnalysis | null, b: TrackAnalysis | null) {
  const canByBeats = (a?.events.beatsMs.length ?? 0) > 1 && (b?.events.beatsMs.length ?? 0) > 1;
  const [chosen, setChosen] = useState<'beats' | 'time' | null>(null);
  const [offsets, setOffsets] = useState({ beats: 0, time: 0 });
  const kind = canByBeats ? (chosen ?? 'beats') : 'time';
  const offset = offsets[kind];
  const value = useMemo<Alignment>(
    () => (kind === 'beats' ? { kind, offsetBeats: offset } : { kind, offsetMs: offset }),
    [kind, offset],
  );
  const control = (
    <>
      {canByBeats && (
        <SegmentedControl
          aria-label={words.alignment}
          data={[
            { value: 'beats', label: words.byBeats },
            { value: 'time', label: words.byTime },
          ]}
          value={kind}
          onChange={(next) => setChosen(next === 'beats' ? 'beats' : 'time')}
        />
      )}
      <NumberInput
        label={kind === 'beats' ? words.offsetBeats : words.offsetTime}
        value={offset}
        allowDecimal={false}
        step={kind === 'beats' ? 1 : 10}
        w={200}
        onChange={(next) => setOffsets({ ...offsets, [kind]: typeof next === 'number' ? next : 0 })}
      />
    </>
  );
  return { value, control };
}

interface DeckPanelProps {
  deck: Deck;
  rows: readonly TrackListRow[];
  /** Undefined while none is chosen. */
  trackId: string | undefined;
  read: TrackRead;
  player: TrackPlayerApi;
  state: PlayerState;
  selection: TimeRange | null;
  onSelection(selection: TimeRange | null): void;
  onHear(): void;
  onChoose(trackId: string | undefined): void;
}

function DeckPanel({ deck, rows, trackId, read, player, state, selection, onSelection, onHear, onChoose }: DeckPanelProps) {
  const { track, analysis } = read.kind === 'ready' ? read : NO_TRACK;
  const handle = useTrackView(blobs, analysis?.frames ?? null, DECK_LANES);
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const marks = useMarks(trackId ?? null);
  const { sections, notes } = marks.kind === 'ready' ? marks.rows : NO_MARKS;
  const isHeard = state.active === deck && state[deck] !== null;
  const { view } = handle;
  useOverlay({ view, player, isHeard, selection: isHeard ? selection : null, loop: state.loop, sections, notes, scheme });
  const name = deck === 'a' ? words.a : words.b;
  return (
    <section
      className={classes.deck}
      data-heard={isHeard || undefined}
      aria-label={track ? words.hearing(name, track.name) : name}
    >
      <div className={classes.deckHead}>
        <Button
          variant={isHeard ? 'filled' : 'default'}
          aria-pressed={isHeard}
          aria-label={words.hear(deck.toUpperCase())}
          disabled={state[deck] === null}
          onClick={onHear}
        >
          {deck.toUpperCase()}
        </Button>
        <NativeSelect
          aria-label={name}
          data={[{ value: '', label: words.pick }, ...rows.map(({ id, name: label }) => ({ value: id, label }))]}
          value={trackId ?? ''}
          onChange={(event) => onChoose(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
        />
      </div>
      {analysis && track && (
        <div data-picture>
          <Picture
            handle={handle}
            lanes={DECK_LANES}
            label={words.hearing(name, track.name)}
            gestures={{
              onSeek: (timeMs) => {
                onHear();
                player.seek(timeMs);
                onSelection(null);
              },
              onSelect: (fromMs, toMs) =>
                isHeard && onSelection({ startMs: Math.min(fromMs, toMs), endMs: Math.max(fromMs, toMs) + 1 }),
              onHover: (cursorMs) => view.setOverlay({ cursorMs }),
            }}
          />
        </div>
      )}
      {read.kind === 'failed' && <ReadProblem failed={read} />}
      {marks.kind === 'failed' && <ReadProblem failed={marks} />}
      {track && analysis === null && (
        <Text c="dimmed" size="sm" p="sm">
          {strings.measures.none}
        </Text>
      )}
    </section>
  );
}

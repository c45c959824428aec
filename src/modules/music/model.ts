// Rows of libraries as tracks that can be played, and why each is where it is in the queue. Pure.
import { addDays } from '#schema/day.ts';
import { readSummary } from '#src/modules/tracks/public.ts';
import { chooseQueue, figuresOf, fitOf, shuffled, type SessionKind } from './choosing.ts';
import type { LibraryTrackRow } from './queries.ts';
import type { MusicTrack, MusicWishes } from './store.ts';
import { strings } from './strings.ts';

const words = strings.queue;

function sourceOf({ track_url, content_sha256 }: LibraryTrackRow): MusicTrack['source'] {
  if (content_sha256 !== null) return { kind: 'file', sha256: content_sha256 };
  return track_url === null ? { kind: 'none' } : { kind: 'address', url: track_url };
}

export function rowToTrack(row: LibraryTrackRow): MusicTrack {
  const summary = readSummary(row.summary);
  return {
    id: row.id,
    title: row.track_title,
    source: sourceOf(row),
    integratedLufs: summary?.integratedLufs ?? null,
    figures: figuresOf(summary, row.bpm_override),
  };
}

/** What the queue is chosen for: a break while one runs, else what the person said of the work. */
export const kindOf = (phase: string | undefined, work: MusicWishes['work']): SessionKind =>
  phase === 'short_break' || phase === 'long_break' ? 'break' : work;

/** `random`: 0 to below 1. */
export function makeQueue(
  tracks: readonly MusicTrack[],
  order: MusicWishes['order'],
  kind: SessionKind,
  random: () => number,
): MusicTrack[] {
  if (order === 'fit') return chooseQueue(tracks, kind).map(({ track }) => track);
  return order === 'shuffle' ? shuffled(tracks, random) : [...tracks];
}

/** `72 bpm · calm · dark · fits deep work: 92 %`. */
export function reasonFor({ figures, source }: MusicTrack, kind: SessionKind): string {
  const fit = fitOf(figures, kind);
  if (fit === null) return source.kind === 'address' ? words.address : words.unknown;
  const { bpm, energy, brightness } = figures;
  return [
    ...(bpm === null ? [] : [words.bpm(bpm)]),
    ...(energy === null ? [] : [words.energy(energy)]),
    ...(brightness === null ? [] : [words.brightness(brightness)]),
    words.fit(kind, Math.round(fit * 100)),
  ].join(' · ');
}

/** When the last year began, which the counts of what played are of. */
export const playedSince = (today: string): Date => new Date(`${addDays(today, -365)}T00:00:00Z`);

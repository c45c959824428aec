// What markers of another program become on a track: notes, or sections that follow each other. Invariant: what the track has already is
// not added again, and nothing lies beyond its end. Pure.
import { wordKey } from '#schema/files/text.ts';
import type { MarkerSet } from '#schema/tracks/files/marker.ts';
import { trackLimits } from '#schema/tracks/rules.ts';
import type { NoteFields, SectionFields } from '../commands.ts';
import { SHORTEST_MS } from '../marks.ts';
import { SECTION_TYPES, type SectionType } from '../model.ts';
import type { NoteRow, SectionRow, TrackRow } from '../queries.ts';

export type Becomes = 'notes' | 'sections';

interface PlanOptions {
  set: MarkerSet;
  becomes: Becomes;
  durationMs: number;
  sections: readonly SectionRow[];
  notes: readonly NoteRow[];
}

export interface MarkerPlan {
  sections: SectionFields[];
  notes: NoteFields[];
  /** How many the track has already. */
  known: number;
  /** How many lie after its end. */
  beyond: number;
}

const titled = (title: string): string => title.trim().slice(0, trackLimits.markTitle);
const keyOf = (startMs: number, title: string | null): string => `${startMs} ${titled(title ?? '')}`;

/** “Chorus 2” is a chorus; of “Build-Up” and “pre chorus” as well, whatever the spelling. */
export function typeOfTitle(title: string): SectionType {
  const key = wordKey(title);
  // The longest first: a pre-chorus is no chorus.
  const byLength = [...SECTION_TYPES].sort((a, b) => b.length - a.length);
  return byLength.find((type) => type !== 'other' && key.startsWith(wordKey(type))) ?? 'other';
}

export function planMarkers({ set, becomes, durationMs, sections, notes }: PlanOptions): MarkerPlan {
  const here = set.markers.filter(({ startMs }) => startMs < durationMs);
  const plan: MarkerPlan = { sections: [], notes: [], known: 0, beyond: set.markers.length - here.length };
  const known = new Set([
    ...sections.map(({ start_time_ms, name }) => keyOf(start_time_ms, name)),
    ...notes.map(({ start_time_ms, title }) => keyOf(start_time_ms, title)),
  ]);
  for (const [place, { startMs, endMs, title }] of here.entries()) {
    const key = keyOf(startMs, title);
    if (known.has(key)) {
      plan.known += 1;
      continue;
    }
    known.add(key);
    const cut = endMs === null ? null : Math.min(endMs, durationMs);
    if (becomes === 'notes') {
      plan.notes.push({ startMs, endMs: cut, title: titled(title), text: '', category: 'note', color: null, isPrivate: true });
      continue;
    }
    const next = here.slice(place + 1).find((other) => other.startMs > startMs)?.startMs ?? durationMs;
    const end = Math.max(cut ?? next, startMs + SHORTEST_MS);
    plan.sections.push({ startMs, endMs: end, name: titled(title), text: '', type: typeOfTitle(title), color: null });
  }
  return plan;
}

const SAME_LENGTH_MS = 3_000;

/** The set that is most likely this track's: by its name, then its artist, then its length. The first when nothing fits. */
export function likeliestSet(sets: readonly MarkerSet[], track: Pick<TrackRow, 'name' | 'artist'>, durationMs: number): number {
  const [name, artist] = [wordKey(track.name), wordKey(track.artist ?? '')];
  const fits = sets.map((set) => {
    const isNamed = set.title !== '' && (wordKey(set.title) === name || name.includes(wordKey(set.title)));
    const isLong = set.durationMs !== null && Math.abs(set.durationMs - durationMs) <= SAME_LENGTH_MS;
    return (isNamed ? 4 : 0) + (artist !== '' && wordKey(set.artist) === artist ? 2 : 0) + (isLong ? 1 : 0);
  });
  return Math.max(0, fits.indexOf(Math.max(...fits)));
}

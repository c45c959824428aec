// Markers of other programs, as they are read before they become notes and sections of a track. Times are in ms from the start of the
// sound.
export interface Marker {
  startMs: number;
  /** Null for one moment. */
  endMs: number | null;
  title: string;
}

/** The markers of one track in the file. */
export interface MarkerSet {
  /** Empty where the file does not name its track. */
  title: string;
  artist: string;
  durationMs: number | null;
  markers: readonly Marker[];
}

export interface MarkerFile {
  /** The program, as a person knows it. */
  format: string;
  /** Only sets with markers. */
  sets: readonly MarkerSet[];
  /** What could not be read, in words. */
  problems: readonly string[];
}

/** What a file that counts in bars needs to know of the track. */
export interface MarkerContext {
  bpm: number | null;
}

/** Ascending in time, each once, without what lies before the sound or has no time. */
export const inTime = (markers: readonly Marker[]): Marker[] =>
  [...new Map(markers.map((marker) => [`${marker.startMs}/${marker.endMs}/${marker.title}`, marker])).values()]
    .filter(({ startMs, endMs }) => startMs >= 0 && Number.isFinite(startMs) && (endMs === null || endMs > startMs))
    .toSorted((a, b) => a.startMs - b.startMs || (a.endMs ?? a.startMs) - (b.endMs ?? b.startMs));

export const unnamed = (markers: readonly Marker[]): MarkerSet => ({
  title: '',
  artist: '',
  durationMs: null,
  markers: inTime(markers),
});

// Which tracks this device should analyse, and in which order. Pure: rows and what is kept here go in, ids come out.
import { isOlderAnalyzer } from '#schema/tracks/rules.ts';
import { ANALYZER_VERSION } from '#src/dsp/analyzer-version.ts';

export interface AnalysisCandidate {
  id: string;
  content_sha256: string | null;
  status: string;
  /** Of the finished analysis, if there is one. */
  version: string | null;
}

/** A track whose file has a name. */
export type AnalysableTrack = AnalysisCandidate & { content_sha256: string };

export interface AnalysisWishes {
  /** Asked for by the person, first come first. */
  asked: readonly string[];
  /** Cancelled here, or done already though the rows do not say so yet. */
  held: ReadonlySet<string>;
  version?: string;
}

/**
 * Tracks without an analysis, or with one by an older analyser, in the order of the rows; those asked for come first. A
 * track that failed waits until it is asked for: the same file would fail again.
 */
export function tracksToAnalyse(tracks: readonly AnalysisCandidate[], wishes: AnalysisWishes): AnalysableTrack[] {
  const { asked, held, version = ANALYZER_VERSION } = wishes;
  const isWanted = (track: AnalysisCandidate): track is AnalysableTrack => {
    if (track.content_sha256 === null) return false;
    if (asked.includes(track.id)) return true;
    if (held.has(track.id) || track.status === 'failed') return false;
    return track.version === null || isOlderAnalyzer(track.version, version);
  };
  const place = ({ id }: AnalysisCandidate) => (asked.includes(id) ? asked.indexOf(id) : asked.length);
  return tracks.filter(isWanted).toSorted((a, b) => place(a) - place(b));
}

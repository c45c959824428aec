// What other modules may use of tracks: their rows, the player with its bar, and what the analysis measured.
export { formatTime } from './format.ts';
export type { TrackPlayerApi, PlayerState } from './playback/api.ts';
export { allTracks, sectionsOfTrack, type TrackListRow } from './queries.ts';
export { readSummary, type TrackSummary } from './analysis/summary.ts';
export { Transport } from './ui/stage/transport.tsx';
export { usePlayer } from './ui/stage/use-player.ts';
export { useDeckTrack, useTrack, type TrackAnalysis } from './use-track.ts';

// The commands of tracks as sentences: a refusal says them.
import type { CommandName } from '#schema/commands.ts';

export const trackWords = {
  'tracks.add': 'Add a track',
  'tracks.update': 'Change a track',
  'tracks.remove': 'Delete a track',
  'tracks.saveAnalysis': 'Save the analysis of a track',
  'tracks.markFailed': 'Mark the analysis of a track as failed',
  'tracks.addRegion': 'Add a section',
  'tracks.updateRegion': 'Change a section',
  'tracks.removeRegion': 'Delete a section',
  'tracks.addAnnotation': 'Add a note to a track',
  'tracks.updateAnnotation': 'Change a note on a track',
  'tracks.removeAnnotation': 'Delete a note on a track',
} satisfies Record<Extract<CommandName, `tracks.${string}`>, string>;

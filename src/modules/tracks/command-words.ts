// The commands of tracks as sentences: a refusal says them.
import type { CommandName } from '#schema/commands.ts';

export const trackWords = {
  'tracks.add': 'Add a track',
  'tracks.update': 'Change a track',
  'tracks.remove': 'Delete a track',
  'tracks.saveAnalysis': 'Keep the analysis of a track',
  'tracks.markFailed': 'Note that a track could not be analysed',
  'tracks.addRegion': 'Add a section',
  'tracks.updateRegion': 'Change a section',
  'tracks.removeRegion': 'Delete a section',
  'tracks.addAnnotation': 'Add a note to a track',
  'tracks.updateAnnotation': 'Change a note of a track',
  'tracks.removeAnnotation': 'Delete a note of a track',
} satisfies Record<Extract<CommandName, `tracks.${string}`>, string>;

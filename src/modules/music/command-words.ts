// The commands of music as sentences: a refusal says them.
import type { CommandName } from '#schema/commands.ts';

export const musicWords = {
  'music.addLibrary': 'Make a music library',
  'music.updateLibrary': 'Change a music library',
  'music.removeLibrary': 'Remove a music library or a mix',
  'music.saveMix': 'Save a mix of sounds',
  'music.addTracks': 'Add tracks to a music library',
  'music.renameTrack': 'Rename a track of a music library',
  'music.removeTrack': 'Remove a track from a music library',
  'music.orderTracks': 'Order the tracks of a music library',
  'music.played': 'Note what played in a session',
} satisfies Record<Extract<CommandName, `music.${string}`>, string>;

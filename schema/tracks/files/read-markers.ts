// Finds out which program a file with markers is from, and reads it. A file that is none of them is refused in words.
import { decodeText } from '../../files/text.ts';
import type { MarkerContext, MarkerFile } from './marker.ts';
import {
  isRekordbox,
  isSonicVisualiser,
  isTraktor,
  readRekordbox,
  readSonicVisualiser,
  readTraktor,
} from './marker-documents.ts';
import { isAudacity, isAudition, isReaper, readAudacity, readAudition, readReaper } from './marker-lists.ts';
import { isWav, readWavCues } from './wav-cues.ts';

export type MarkersRead = { kind: 'read'; file: MarkerFile } | { kind: 'refused'; reason: string };

const READERS: readonly [is: (text: string) => boolean, read: (text: string, context: MarkerContext) => MarkerFile][] = [
  [isRekordbox, readRekordbox],
  [isTraktor, readTraktor],
  [isSonicVisualiser, readSonicVisualiser],
  [isAudition, readAudition],
  [isReaper, readReaper],
  [isAudacity, readAudacity],
];

const EXPECTED =
  'Markers can come from Audacity (labels), Adobe Audition, REAPER, rekordbox (XML), Traktor (NML), Sonic Visualiser, or a WAV file with cues.';

export function readMarkers(bytes: Uint8Array, context: MarkerContext): MarkersRead {
  const file = isWav(bytes) ? readWavCues(bytes) : fromText(decodeText(bytes), context);
  if (file === null) return { kind: 'refused', reason: `This file has no markers that can be read. ${EXPECTED}` };
  if (file.sets.length > 0) return { kind: 'read', file };
  return { kind: 'refused', reason: file.problems[0] ?? `There are no markers in this file (${file.format}).` };
}

function fromText(text: string, context: MarkerContext): MarkerFile | null {
  const [, read] = READERS.find(([is]) => is(text)) ?? [];
  return read?.(text, context) ?? null;
}

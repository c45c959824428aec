// XML files with markers: the collections of rekordbox and Traktor, and a layer of Sonic Visualiser.
import { Parser } from 'htmlparser2';
import { inTime, type Marker, type MarkerFile, type MarkerSet } from './marker.ts';

type Attributes = Readonly<Record<string, string>>;

interface Handlers {
  open: (name: string, attributes: Attributes) => void;
  close?: (name: string) => void;
}

/** No entities beyond XML's own and no DTD are read, so a file cannot make the reader work for long. */
function parse(text: string, { open, close }: Handlers): void {
  const parser = new Parser({ onopentag: open, onclosetag: (name) => close?.(name) }, { xmlMode: true });
  parser.write(text);
  parser.end();
}

const numberOf = (text: string | undefined): number | null => {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
};
const toMs = (timeS: number | null): number | null => (timeS === null ? null : Math.round(timeS * 1000));
const LETTER_A = 65;

/** Puts the markers of each track together; tracks without one are left out. */
class Sets {
  readonly #sets: MarkerSet[] = [];
  #track: Omit<MarkerSet, 'markers'> = { title: '', artist: '', durationMs: null };
  #markers: Marker[] = [];

  begin(title: string, artist: string): void {
    this.end();
    this.#track = { title, artist, durationMs: null };
  }

  lasts(durationMs: number | null): void {
    this.#track = { ...this.#track, durationMs };
  }

  add(marker: Marker): void {
    this.#markers.push(marker);
  }

  end(): void {
    const markers = inTime(this.#markers);
    if (markers.length > 0) this.#sets.push({ ...this.#track, markers });
    this.#markers = [];
  }

  file(format: string): MarkerFile {
    this.end();
    return { format, sets: this.#sets, problems: [] };
  }
}

export const isRekordbox = (text: string): boolean => /<DJ_PLAYLISTS\b/.test(text.slice(0, 2_000));

/** POSITION_MARK: seconds; with an end a loop; Num −1 is a memory cue, 0 to 7 are the hot cues A to H. */
export function readRekordbox(text: string): MarkerFile {
  const sets = new Sets();
  parse(text, {
    open: (name, { Name, Artist, TotalTime, Start, End, Num }) => {
      if (name === 'TRACK' && Name !== undefined) {
        sets.begin(Name, Artist ?? '');
        sets.lasts(toMs(numberOf(TotalTime)));
      }
      const startMs = toMs(numberOf(Start));
      if (name !== 'POSITION_MARK' || startMs === null) return;
      const place = numberOf(Num) ?? -1;
      const usual = place < 0 ? 'Memory cue' : `Hot cue ${String.fromCodePoint(LETTER_A + place)}`;
      sets.add({ startMs, endMs: toMs(numberOf(End)), title: Name || usual });
    },
  });
  return sets.file('rekordbox collection');
}

export const isTraktor = (text: string): boolean => /<NML\b/.test(text.slice(0, 2_000));

/** Of CUE_V2. A grid marker says where beats are, not what the music does. */
const TRAKTOR_GRID = '4';

/** CUE_V2: START and LEN in ms; a length makes a loop. Traktor names a cue without a name `n.n.`. */
export function readTraktor(text: string): MarkerFile {
  const sets = new Sets();
  parse(text, {
    open: (name, { TITLE, ARTIST, PLAYTIME_FLOAT, PLAYTIME, NAME, TYPE, START, LEN, HOTCUE }) => {
      if (name === 'ENTRY' && TITLE !== undefined) sets.begin(TITLE, ARTIST ?? '');
      if (name === 'INFO') sets.lasts(toMs(numberOf(PLAYTIME_FLOAT) ?? numberOf(PLAYTIME)));
      const start = numberOf(START);
      if (name !== 'CUE_V2' || start === null || TYPE === TRAKTOR_GRID) return;
      const [startMs, lengthMs] = [Math.round(start), Math.round(numberOf(LEN) ?? 0)];
      const place = numberOf(HOTCUE) ?? -1;
      const usual = place < 0 ? 'Cue' : `Hot cue ${place + 1}`;
      sets.add({
        startMs,
        endMs: lengthMs > 0 ? startMs + lengthMs : null,
        title: NAME === undefined || NAME === '' || NAME === 'n.n.' ? usual : NAME,
      });
    },
  });
  return sets.file('Traktor collection');
}

export const isSonicVisualiser = (text: string): boolean => /<sv\b/.test(text.slice(0, 2_000));

/** Points of a dataset in frames at the sample rate of its model; a duration makes a region. A session may have several layers. */
export function readSonicVisualiser(text: string): MarkerFile {
  const ratesHz = new Map<string, number>();
  const sets: MarkerSet[] = [];
  let markers: Marker[] = [];
  let rateHz = 0;
  parse(text, {
    open: (name, { id, dataset, sampleRate, frame, duration, label }) => {
      if (name === 'model' && dataset !== undefined) ratesHz.set(dataset, numberOf(sampleRate) ?? 0);
      if (name === 'dataset') [markers, rateHz] = [[], ratesHz.get(id ?? '') ?? 0];
      const at = numberOf(frame);
      if (name !== 'point' || at === null || rateHz <= 0) return;
      const length = numberOf(duration) ?? 0;
      const startMs = Math.round((1000 * at) / rateHz);
      markers.push({ startMs, endMs: length > 0 ? Math.round((1000 * (at + length)) / rateHz) : null, title: label ?? '' });
    },
    close: (name) => {
      const kept = inTime(markers);
      if (name === 'dataset' && kept.length > 0) sets.push({ title: '', artist: '', durationMs: null, markers: kept });
      if (name === 'dataset') markers = [];
    },
  });
  return { format: 'Sonic Visualiser layer', sets, problems: [] };
}

// Eight songs with stems and a tempo map, from Debian's fretsonfire packages: downloaded when a long test or the bench needs
// them, stored in .cache, never committed. Invariant: when they are unavailable, the result is a reason, not a failure.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = '.cache/audio-songs';
const PACKAGES = ['fretsonfire-songs-sectoid', 'fretsonfire-songs-muldjord'];
/** The guitar's notes at the highest difficulty. */
const HIGHEST_DIFFICULTY = [96, 100] as const;

export interface Song {
  name: string;
  bpm: number;
  songPath: string;
  guitarPath: string;
  noteTimesMs: number[];
}

function fetchPackages(): string | null {
  const songs = join(FOLDER, 'usr/share/games/fretsonfire/data/songs');
  if (existsSync(join(songs, 'muldjord')) && existsSync(join(songs, 'sectoid'))) return null;
  mkdirSync(FOLDER, { recursive: true });
  const download = spawnSync('apt-get', ['download', ...PACKAGES], { cwd: FOLDER, stdio: 'ignore' });
  if (download.error || download.status !== 0) return 'the songs cannot be downloaded with apt-get here';
  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.deb'))) {
    if (spawnSync('dpkg', ['-x', file, '.'], { cwd: FOLDER, stdio: 'ignore' }).status !== 0)
      return 'dpkg cannot unpack the songs here';
  }
  return null;
}

/** The last tempo of a MIDI file in bpm, and the times of the notes of the highest difficulty. */
export function readTempoMap(bytes: Buffer): { bpm: number; noteTimesMs: number[] } {
  const ticksPerBeat = bytes.readUInt16BE(12);
  let beatUs = 500_000;
  const ticks = new Set<number>();
  let at = 14;
  const variable = (): number => {
    let value = 0;
    for (;;) {
      const byte = bytes.readUInt8(at++);
      value = value * 128 + (byte & 0x7f);
      if ((byte & 0x80) === 0) return value;
    }
  };
  for (let track = bytes.readUInt16BE(10); track > 0; track--) {
    const end = at + 8 + bytes.readUInt32BE(at + 4);
    at += 8;
    let tick = 0;
    let status = 0;
    while (at < end) {
      tick += variable();
      if (bytes.readUInt8(at) & 0x80) status = bytes.readUInt8(at++);
      const kind = status >> 4;
      if (status === 0xff) {
        const type = bytes.readUInt8(at++);
        const length = variable();
        if (type === 0x51) beatUs = bytes.readUIntBE(at, 3);
        at += length;
      } else if (status === 0xf0 || status === 0xf7) {
        const length = variable();
        at += length;
      } else if (kind === 0xc || kind === 0xd) at += 1;
      else {
        const [note, velocity] = [bytes.readUInt8(at), bytes.readUInt8(at + 1)];
        const isHighest = note >= HIGHEST_DIFFICULTY[0] && note <= HIGHEST_DIFFICULTY[1];
        if (kind === 9 && velocity > 0 && isHighest) ticks.add(tick);
        at += 2;
      }
    }
  }
  const noteTimesMs = [...ticks].sort((a, b) => a - b).map((tick) => (tick / ticksPerBeat) * (beatUs / 1000));
  return { bpm: 60e6 / beatUs, noteTimesMs };
}

/** The songs, or the reason why they are unavailable. */
export function fetchSongs(): Song[] | string {
  const reason = fetchPackages();
  if (reason) return reason;
  const root = join(FOLDER, 'usr/share/games/fretsonfire/data/songs');
  return ['muldjord', 'sectoid'].flatMap((album) =>
    readdirSync(join(root, album), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => {
        const folder = join(root, album, name);
        return {
          name,
          songPath: join(folder, 'song.ogg'),
          guitarPath: join(folder, 'guitar.ogg'),
          ...readTempoMap(readFileSync(join(folder, 'notes.mid'))),
        };
      }),
  );
}

const near = (bpm: number, truth: number) => Math.abs(bpm / truth - 1) < 0.04;
/** Acc1: the tempo within 4 %; Acc2: also its half, double, third or triple (Gouyon et al., 2006). */
export const tempoAccuracy = (bpm: number | undefined, truth: number): { acc1: boolean; acc2: boolean } => ({
  acc1: bpm !== undefined && near(bpm, truth),
  acc2: bpm !== undefined && [1, 1 / 2, 2, 1 / 3, 3].some((ratio) => near(bpm, truth * ratio)),
});

/** F-measure of onsets against true times, each matched once within a tolerance. */
export function onsetFMeasure(found: readonly number[], truth: readonly number[], toleranceMs = 50): number {
  let hits = 0;
  let next = 0;
  for (const time of truth) {
    while (next < found.length && (found[next] as number) < time - toleranceMs) next++;
    if (next < found.length && (found[next] as number) <= time + toleranceMs) {
      hits++;
      next++;
    }
  }
  return (2 * hits) / (found.length + truth.length);
}

// Markers of other programs: the forms of each, and the files under ../shared/data/markers (real ones, not part of the repository).
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readMarkers } from './read-markers.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string, bpm: number | null = null) => {
  const answer = readMarkers(bytesOf(text), { bpm });
  if (answer.kind === 'refused') throw new Error(answer.reason);
  return answer.file;
};
const markersOf = (text: string, bpm: number | null = null) => read(text, bpm).sets[0]?.markers;
const reasonOf = (bytes: Uint8Array) => {
  const answer = readMarkers(bytes, { bpm: null });
  return answer.kind === 'refused' ? answer.reason : null;
};

it('Audacity: equal times are a moment, others a span; frequency lines are skipped and broken ones named', () => {
  const file = read('1.500000\t1.500000\tHit\r\n\\\t100.0\t200.0\r\n2,25\t4,5\tVerse\r\nnonsense\r\n');
  expect(file.sets[0]?.markers).toEqual([
    { startMs: 1500, endMs: null, title: 'Hit' },
    { startMs: 2250, endMs: 4500, title: 'Verse' },
  ]);
  expect(file.problems).toEqual(['Line 4: It is not a label with two times.']);
});

it('Audition: hours, minutes and seconds; other units are named', () => {
  const head = 'Name\tStart\tDuration\tTime Format\tType\tDescription\n';
  const file = read(`${head}A\t1:08:02.786\t0:01.500\tdecimal\tCue\t\nB\t7\t0\t30 fps\tCue\t\n`);
  expect(file.sets[0]?.markers).toEqual([{ startMs: 4_082_786, endMs: 4_084_286, title: 'A' }]);
  expect(file.problems[0]).toContain('30 fps');
});

it('REAPER: times as they are, bars by the tempo, and without a tempo it says what is needed', () => {
  const head = '#,Name,Start,End,Length\n';
  expect(markersOf(`${head}R1,Solo,1:02.500,1:04.000,0:01.500\nM2,,3.250,,\n`)).toEqual([
    { startMs: 3250, endMs: null, title: 'M2' },
    { startMs: 62_500, endMs: 64_000, title: 'Solo' },
  ]);
  expect(markersOf(`${head}M1,,3.2.50,,\n`, 120)).toEqual([{ startMs: 4_750, endMs: null, title: 'M1' }]);
  expect(reasonOf(bytesOf(`${head}M1,,3.2.50,,\n`))).toContain('Set the tempo');
  expect(reasonOf(bytesOf(`${head}M1,,48000,,\n`))).toContain('not a time');
});

it('rekordbox and Traktor: each track with its cues and loops, and no track without', () => {
  const cues = `<POSITION_MARK Name="" Type="0" Start="1.5" Num="1"/><POSITION_MARK Name="Out" Type="4" Start="10" End="12.5" Num="-1"/>`;
  const rekordbox = read(
    `<DJ_PLAYLISTS><COLLECTION><TRACK Name="A &amp; B" Artist="C" TotalTime="60">${cues}</TRACK><TRACK Name="Bare"/></COLLECTION></DJ_PLAYLISTS>`,
  );
  expect(rekordbox.sets).toEqual([
    {
      title: 'A & B',
      artist: 'C',
      durationMs: 60_000,
      markers: [
        { startMs: 1500, endMs: null, title: 'Hot cue B' },
        { startMs: 10_000, endMs: 12_500, title: 'Out' },
      ],
    },
  ]);
  const nml = `<NML><COLLECTION><ENTRY TITLE="T" ARTIST="U"><INFO PLAYTIME_FLOAT="9.5"/><CUE_V2 NAME="AutoGrid" TYPE="4" START="20"/><CUE_V2 NAME="n.n." TYPE="0" START="1500.4" LEN="0" HOTCUE="2"/></ENTRY></COLLECTION></NML>`;
  expect(read(nml).sets).toEqual([
    { title: 'T', artist: 'U', durationMs: 9500, markers: [{ startMs: 1500, endMs: null, title: 'Hot cue 3' }] },
  ]);
});

it('Sonic Visualiser: frames at the rate of the model', () => {
  const layer = `<sv><data><model id="1" sampleRate="48000" dataset="2"/><dataset id="2"><point frame="24000" label="a"/><point frame="48000" duration="48000" label="b"/></dataset></data></sv>`;
  expect(markersOf(layer)).toEqual([
    { startMs: 500, endMs: null, title: 'a' },
    { startMs: 1000, endMs: 2000, title: 'b' },
  ]);
});

it('what is no file with markers is refused in words, and damaged ones do not throw', () => {
  expect(reasonOf(bytesOf('Hello'))).toContain('Audacity');
  expect(reasonOf(new Uint8Array([1, 2, 3]))).toContain('Audacity');
  expect(reasonOf(bytesOf('<NML><COLLECTION><ENTRY TITLE="T">'))).toContain('Traktor');
  // Sizes that reach beyond the file.
  const wav = bytesOf('RIFF\u0001\u0001\u0001\u0001WAVEcue \u007f\u007f\u007f\u007f\u0009\u0000\u0000\u0000');
  expect(reasonOf(wav)).toContain('no markers');
  for (let length = 0; length < wav.length; length += 1) expect(reasonOf(wav.subarray(0, length))).not.toBeNull();
});

const DATA = new URL('../../../../shared/data/markers/', import.meta.url);

describe.skipIf(!existsSync(DATA))('real files', () => {
  const real = (name: string) => {
    const answer = readMarkers(new Uint8Array(readFileSync(new URL(name, DATA))), { bpm: 120 });
    if (answer.kind === 'refused') throw new Error(answer.reason);
    return answer.file;
  };
  it.each([
    ['audacity-points-61.txt', 61],
    ['audacity-regions-26.txt', 26],
    ['audition-tab-20.csv', 19],
    ['reaper-bars-17.csv', 16],
    ['wav-2-cues.wav', 2],
    ['wav-reaper-region.wav', 1],
    ['wav-utf8-cue.wav', 1],
  ])('%s has %i markers', (name, count) => {
    expect(real(name).sets.map(({ markers }) => markers.length)).toEqual([count]);
  });
  it('the labels of WAV files are UTF-8, and a sampler loop is a region', () => {
    expect(real('wav-utf8-cue.wav').sets[0]?.markers).toEqual([{ startMs: 500, endMs: null, title: 'Ω' }]);
    expect(real('wav-reaper-region.wav').sets[0]?.markers).toEqual([{ startMs: 1000, endMs: 1500, title: 'Loop 1' }]);
    expect(real('wav-2-cues.wav').sets[0]?.markers).toEqual([
      { startMs: 1500, endMs: null, title: 'wave1' },
      { startMs: 4500, endMs: null, title: 'wave2' },
    ]);
  });
  it('a collection has the cues of its tracks, a layer its segments', () => {
    const collection = real('rekordbox.xml');
    expect(collection.sets.length).toBeGreaterThan(0);
    expect(collection.sets.flatMap(({ markers }) => markers)).toHaveLength(
      readFileSync(new URL('rekordbox.xml', DATA), 'utf8').match(/<POSITION_MARK/g)?.length ?? -1,
    );
    expect(real('sonic-visualiser-segments.svl').sets[0]?.markers.at(-1)).toEqual({
      startMs: 495_003,
      endMs: null,
      title: 'End',
    });
  });
});

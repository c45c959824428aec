import { describe, expect, it } from 'vitest';
import { balanceAtLoudness, balanceDifference, greatestDifferences, levelScale } from './analysis/balance.ts';
import { formatDifference, formatDifferenceOf, formatHz, formatLufs, formatTime, parseTime } from './format.ts';
import { fileName, toAudacityLabels, toMarksCsv, toMarksJson, type ExportedMark } from './exporting/label-files.ts';
import { nameOfFile, noteColor, parseTags, sectionColor, sectionTypeOf, tagsInUse, tracksFound } from './model.ts';
import { readSummary } from './analysis/summary.ts';
import type { TrackListRow } from './queries.ts';

const track = (facts: Partial<TrackListRow> & { name: string }): TrackListRow => ({
  id: facts.name,
  artist: null,
  album: null,
  genre: null,
  description: null,
  tags: [],
  status: 'ready',
  error_message: null,
  content_sha256: null,
  file_size_bytes: null,
  mime_type: null,
  duration_seconds: null,
  bpm: null,
  bpm_override: null,
  key_signature: null,
  key_override: null,
  created_at: new Date(0),
  integrated_lufs: null,
  ...facts,
});

const names = (rows: readonly TrackListRow[]) => rows.map(({ name }) => name);

describe('the list of tracks', () => {
  const rows = [
    track({ name: 'Blue in Green', artist: 'Miles', tags: ['ballad'], bpm: 55, integrated_lufs: -20 }),
    track({ name: 'Águas de Março', artist: 'Elis', tags: ['bossa'], bpm: 140, bpm_override: 70, integrated_lufs: -12 }),
    track({ name: 'New file' }),
  ];

  it('finds every typed word wherever it stands, accents or not', () => {
    expect(names(tracksFound(rows, { text: 'aguas elis', tag: '' }))).toEqual(['Águas de Março']);
    expect(names(tracksFound(rows, { text: 'ball blue', tag: '' }))).toEqual(['Blue in Green']);
    expect(tracksFound(rows, { text: 'blue elis', tag: '' })).toEqual([]);
  });

  it('offers the tags in use and reads typed ones once each', () => {
    expect(tagsInUse(rows)).toEqual(['ballad', 'bossa']);
    expect(names(tracksFound(rows, { text: '', tag: 'bossa' }))).toEqual(['Águas de Março']);
    expect(parseTags(' jazz, Jazz ,, slow one ')).toEqual(['jazz', 'slow one']);
  });

  it('names a track after its file, whatever the file is called', () => {
    expect(nameOfFile('01 - So What.flac')).toBe('01 - So What');
    expect(nameOfFile('.mp3')).toBe('.mp3');
    expect(nameOfFile('Symphony no. 5 in C minor')).toBe('Symphony no. 5 in C minor');
  });
});

describe('the summary of an analysis', () => {
  it('is read where it says less than this version, and is nothing where it is no summary', () => {
    expect(readSummary({ integratedLufs: -14.2, tempo: { bpm: 'fast' } })).toMatchObject({
      integratedLufs: -14.2,
      rangeLu: null,
      tempo: null,
      balance: [],
    });
    expect(readSummary(null)).toBeNull();
    expect(readSummary('x')).toBeNull();
  });
});

describe('colours', () => {
  it('are the chosen ones, else those of the kind', () => {
    expect(sectionColor('gold', 'chorus')).toBe('gold');
    expect(sectionColor('#123456', 'chorus')).toBe('rose');
    expect(noteColor(null, 'mix')).toBe('blue');
    expect(sectionTypeOf('interlude')).toBe('other');
  });
});

describe('times', () => {
  it('are read back as they were written', () => {
    for (const timeMs of [0, 999, 59_999, 65_250, 3_600_000, 7_325_125]) {
      expect(parseTime(formatTime(timeMs, 3))).toBe(timeMs);
    }
    expect([formatTime(65_250), formatTime(65_250, 1), formatTime(3_725_000)]).toEqual(['1:05', '1:05.3', '1:02:05']);
    expect(formatTime(59_960, 1)).toBe('1:00.0');
  });

  it('may be typed in short, and nonsense is no time', () => {
    expect(['90', '1:30', '0:01,5', '1:02:05'].map(parseTime)).toEqual([90_000, 90_000, 1500, 3_725_000]);
    expect(['', 'one', '1:2:3:4', '-3'].map(parseTime)).toEqual([null, null, null, null]);
  });

  it('differ by what a reader subtracts', () => {
    // 2.6 by the figures themselves.
    expect(formatDifferenceOf(-11.25, -13.84, 1)).toBe('+2.6');
    expect(formatDifferenceOf(-11.26, -13.84, 1)).toBe('+2.5');
    expect(formatDifferenceOf(-13.84, -11.26, 1)).toBe('−2.5');
    expect([formatDifferenceOf(1.04, 1, 1), formatDifferenceOf(0.5, 0.31, 2), formatDifferenceOf(null, 1, 1)]).toEqual([
      '0.0',
      '+0.19',
      '–',
    ]);
  });
  it('stand with their units, and a difference with its sign', () => {
    expect(formatLufs(-14.04)).toBe('−14.0 LUFS');
    expect(formatLufs(null)).toBe('–');
    expect([formatDifference(1.25, 'dB'), formatDifference(-3, 'LU')]).toEqual(['+1.3 dB', '−3.0 LU']);
    expect([formatDifference(-0.02, 'dB'), formatDifference(0.04, 'dB')]).toEqual(['0.0 dB', '0.0 dB']);
    expect([formatHz(250), formatHz(4000)]).toEqual(['250 Hz', '4 kHz']);
  });
});

describe('two average spectra', () => {
  const summary = (integratedLufs: number, levels: number[]) =>
    readSummary({ integratedLufs, balance: levels.map((db, at) => ({ hz: 100 * 2 ** at, db })) });

  it('differ in nothing when one track is only louder', () => {
    const [a, b] = [summary(-10, [-30, -36, -120]), summary(-16, [-36, -42, -120])];
    if (!a || !b) throw new Error('unreadable');
    expect(balanceDifference(balanceAtLoudness(a), balanceAtLoudness(b))).toEqual([
      { hz: 100, db: 0 },
      { hz: 200, db: 0 },
    ]);
  });

  it('say where they differ most', () => {
    expect(
      greatestDifferences([
        { hz: 100, db: 3 },
        { hz: 200, db: -4 },
      ]),
    ).toEqual({ most: { hz: 100, db: 3 }, least: { hz: 200, db: -4 } });
    expect(greatestDifferences([])).toBeNull();
    expect(levelScale([-3, -40])).toEqual({ lowest: -42, highest: 0, step: 6 });
    expect(levelScale([])).toEqual({ lowest: -24, highest: 0, step: 6 });
  });
});

describe('exported marks', () => {
  const marks: ExportedMark[] = [
    { kind: 'note', startMs: 1500, endMs: null, title: 'A "hit"', text: 'a,b', category: 'mix', color: 'blue', isPrivate: true },
    {
      kind: 'section',
      startMs: 0,
      endMs: 12_000,
      title: 'Intro\tone',
      text: '',
      category: 'intro',
      color: 'gray',
      isPrivate: false,
    },
  ];

  it('are labels for Audacity in seconds, a moment with no length', () => {
    expect(toAudacityLabels(marks)).toBe('0.000000\t12.000000\tIntro one\n1.500000\t1.500000\tA "hit"\n');
  });

  it('are lines of CSV whose fields stay within their line', () => {
    expect(toMarksCsv(marks)).toBe(
      'kind,start_ms,end_ms,title,text,category,color,private\r\n' +
        'section,0,12000,Intro\tone,,intro,gray,no\r\n' +
        'note,1500,,"A ""hit""","a,b",mix,blue,yes\r\n',
    );
  });

  it('are JSON with what is known of the track', () => {
    expect(JSON.parse(toMarksJson({ name: 'So What' }, marks))).toMatchObject({
      track: { name: 'So What' },
      marks: [{ kind: 'section' }, { kind: 'note' }],
    });
    expect(fileName('a/b: c?', '.csv')).toBe('a b c.csv');
    expect(fileName('/', '.csv')).toBe('track.csv');
  });
});

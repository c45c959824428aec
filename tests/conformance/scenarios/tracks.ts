// Reference tracks on one device and on two: a track has one analysis, removed tracks stay removed, and regions keep their
// edges in order.
import { expect } from 'vitest';
import type { AnalysisSaveArgs } from '#schema/tracks/commands/index.ts';
import { contentId } from '#schema/ids.ts';
import { SCENARIO_START, scenarioId, step, type Scenario, type TableRows } from '../scenario.ts';

const track = scenarioId('track');
const other = scenarioId('another track');
const stranger = scenarioId('stranger of the tracks');
const [verse, chorus] = ['verse', 'chorus'].map(scenarioId) as [string, string];
const note = scenarioId('note on a track');
const hash = (digit: string) => digit.repeat(64);
const tableOf = (rows: TableRows, name: string) => rows[name] ?? [];

const add = (minute: number, trackId = track) =>
  step(minute, 'tracks.add', {
    trackId,
    name: '  Blue in Green ',
    contentSha256: hash('a'),
    fileSizeBytes: 8_123_456,
    mimeType: 'audio/flac',
    artist: 'Bill Evans',
    album: '',
  });

function analysis(name: string, { version = 'cadence-1', minutes = 2, of = track } = {}): AnalysisSaveArgs {
  const frameCount = minutes * 6_000;
  return {
    trackId: of,
    analysisId: scenarioId(`analysis ${name}`),
    manifestId: scenarioId(`manifest ${name}`),
    analyzerVersion: version,
    startedAt: SCENARIO_START.toISOString(),
    bpm: 59.5,
    keySignature: 'D minor',
    summary: { integratedLufs: -18.4, tempo: { bpm: 59.5, confidence: 0.8 } },
    manifest: {
      hopMs: 10,
      frameCount,
      durationMs: minutes * 60_000,
      sampleRate: 44_100,
      bands: 32,
      bytesPerFrame: 24,
      frameLayout: [{ name: 'peak_max', type: 'i8', scale: 1 / 127, offset: 0, rate_divisor: 1 }],
      // As long as that of a real song, and not compressible by the database.
      fingerprint: Array.from({ length: 110 }, (_, part) => contentId('print', `${name} ${part}`)).join(''),
      chunkSizeFrames: 6_000,
      events: { beats: [120, 1_008, 1_009], onsets: [3, 500] },
    },
    chunks: Array.from({ length: minutes }, (_, index) => ({
      chunkId: scenarioId(`chunk ${name} ${index}`),
      index,
      startFrame: index * 6_000,
      endFrame: (index + 1) * 6_000,
      startTimeMs: index * 60_000,
      endTimeMs: (index + 1) * 60_000,
      contentSha256: hash(String(index)),
      byteSize: 90_000,
    })),
    events: [{ eventId: scenarioId(`section ${name}`), timeMs: 61_000.5, eventType: 'section', confidence: 0.7 }],
  };
}

const region = (minute: number, regionId: string, startTimeMs: number, endTimeMs: number) =>
  step(minute, 'tracks.addRegion', { regionId, trackId: track, startTimeMs, endTimeMs, name: 'Verse', sectionType: 'verse' });

const ANALYSIS_TABLES = ['track_analyses', 'analysis_frame_manifests', 'analysis_frame_data', 'analysis_events'];

export const simulated = true;

export const scenarios: Scenario[] = [
  {
    title: 'A track is added once with trimmed texts, and an empty credit is stored as null.',
    steps: [add(0), add(1)],
    then: (rows) =>
      expect(tableOf(rows, 'reference_tracks')).toMatchObject([
        { id: track, name: 'Blue in Green', artist: 'Bill Evans', album: null, status: 'pending', content_sha256: hash('a') },
      ]),
  },
  {
    title: 'An update changes only the fields that it names; null removes an override.',
    steps: [
      add(0),
      step(1, 'tracks.update', { trackId: track, bpmOverride: 119, keyOverride: 'A minor', tags: ['jazz'], description: 'Mono' }),
      step(2, 'tracks.update', { trackId: track, bpmOverride: null, name: 'So What', description: null }, { device: 'desktop' }),
    ],
    then: (rows) =>
      expect(tableOf(rows, 'reference_tracks')).toMatchObject([
        { name: 'So What', bpm_override: null, key_override: 'A minor', tags: ['jazz'], description: null },
      ]),
  },
  {
    title: 'An analysis fills the track and its tables; sending it again changes nothing.',
    steps: [
      add(0),
      step(1, 'tracks.saveAnalysis', analysis('one')),
      step(2, 'tracks.saveAnalysis', analysis('one'), { device: 'desktop' }),
    ],
    then: (rows) => {
      expect(tableOf(rows, 'reference_tracks')).toMatchObject([
        { status: 'ready', duration_seconds: 120, bpm: 59.5, key_signature: 'D minor' },
      ]);
      expect(tableOf(rows, 'track_analyses')).toMatchObject([{ status: 'completed', summary: { integratedLufs: -18.4 } }]);
      expect(tableOf(rows, 'analysis_frame_manifests')).toMatchObject([
        { total_chunks: 2, events: { beats: [120, 1_008, 1_009], onsets: [3, 500] } },
      ]);
      expect(tableOf(rows, 'analysis_frame_data').map((row) => row['content_sha256'])).toEqual(
        expect.arrayContaining([hash('0'), hash('1')]),
      );
      expect(tableOf(rows, 'analysis_events')).toMatchObject([{ time_ms: 61_000.5, event_type: 'section', event_data: {} }]);
    },
  },
  {
    title: 'When two devices analysed the same track, only the later analysis remains, with its own chunks.',
    steps: [
      add(0),
      step(1, 'tracks.saveAnalysis', analysis('phone', { minutes: 3 })),
      step(1, 'tracks.saveAnalysis', analysis('desktop', { minutes: 2 }), { device: 'desktop' }),
    ],
    then: (rows) => {
      expect(ANALYSIS_TABLES.map((name) => tableOf(rows, name).length)).toEqual([1, 1, 2, 1]);
      expect(tableOf(rows, 'track_analyses')).toMatchObject([{ id: scenarioId('analysis desktop') }]);
    },
  },
  {
    title: 'The analysis of a newer analyzer replaces an older one, and an old device cannot replace the newer one.',
    steps: [
      add(0),
      step(1, 'tracks.saveAnalysis', analysis('old', { version: 'cadence-1' })),
      step(2, 'tracks.saveAnalysis', analysis('new', { version: 'cadence-2' })),
      step(3, 'tracks.saveAnalysis', analysis('late', { version: 'cadence-1' }), { device: 'desktop' }),
    ],
    then: (rows) => expect(tableOf(rows, 'track_analyses')).toMatchObject([{ version: 'cadence-2' }]),
  },
  {
    title: 'A device that cannot read a file marks it as failed, but does not remove the analysis of another device.',
    steps: [
      add(0),
      step(1, 'tracks.markFailed', { trackId: track, message: 'This codec can’t be read here.' }),
      step(2, 'tracks.saveAnalysis', analysis('one'), { device: 'desktop' }),
      step(3, 'tracks.markFailed', { trackId: track, message: 'This codec can’t be read here.' }),
      add(4, other),
      step(5, 'tracks.markFailed', { trackId: other, message: 'The file contains no audio.' }),
    ],
    then: (rows) => {
      const byId = new Map(tableOf(rows, 'reference_tracks').map((row) => [row['id'], row]));
      expect(byId.get(track)).toMatchObject({ status: 'ready', error_message: null });
      expect(byId.get(other)).toMatchObject({ status: 'failed', error_message: 'The file contains no audio.' });
    },
  },
  {
    title: 'Removing a track removes all its rows, and later commands of the other device are rejected.',
    steps: [
      add(0),
      step(1, 'tracks.saveAnalysis', analysis('one')),
      region(2, verse, 0, 30_000),
      step(3, 'tracks.addAnnotation', { annotationId: note, trackId: track, startTimeMs: 5 }),
      step(4, 'tracks.remove', { trackId: track }),
      step(4, 'tracks.remove', { trackId: track }, { device: 'desktop' }),
      step(5, 'tracks.saveAnalysis', analysis('late'), { device: 'desktop', outcome: 'not_found' }),
      { ...region(6, chorus, 0, 1), device: 'desktop', outcome: 'not_found' },
      step(7, 'tracks.update', { trackId: track, name: 'Back' }, { device: 'desktop', outcome: 'not_found' }),
      step(8, 'tracks.markFailed', { trackId: track, message: 'x' }, { device: 'desktop', outcome: 'not_found' }),
      step(9, 'tracks.updateRegion', { regionId: verse, name: 'Back' }, { device: 'desktop', outcome: 'not_found' }),
      step(9, 'tracks.updateAnnotation', { annotationId: note, title: 'Back' }, { device: 'desktop', outcome: 'not_found' }),
    ],
    then: (rows) =>
      expect(
        ['reference_tracks', 'track_regions', 'track_annotations', ...ANALYSIS_TABLES].flatMap((name) => tableOf(rows, name)),
      ).toEqual([]),
  },
  {
    title: 'Regions are added, moved, resized, coloured and removed; an end before the start is rejected.',
    steps: [
      add(0),
      region(1, verse, 0, 30_000),
      region(1, verse, 0, 30_000),
      region(2, chorus, 30_000, 60_000),
      step(3, 'tracks.updateRegion', { regionId: verse, startTimeMs: 1_000, endTimeMs: 31_000 }, { device: 'desktop' }),
      step(4, 'tracks.updateRegion', { regionId: verse, color: 'teal', name: null, displayOrder: 2 }),
      step(5, 'tracks.updateRegion', { regionId: verse, endTimeMs: 999 }, { outcome: 'limit_exceeded' }),
      step(6, 'tracks.removeRegion', { regionId: chorus }),
      step(6, 'tracks.removeRegion', { regionId: chorus }, { device: 'desktop' }),
    ],
    then: (rows) =>
      expect(tableOf(rows, 'track_regions')).toMatchObject([
        {
          id: verse,
          start_time_ms: 1_000,
          end_time_ms: 31_000,
          color: 'teal',
          name: null,
          section_type: 'verse',
          display_order: 2,
        },
      ]),
  },
  {
    title: 'A note at a moment can be changed to a span and back to a moment.',
    steps: [
      add(0),
      step(1, 'tracks.addAnnotation', {
        annotationId: note,
        trackId: track,
        startTimeMs: 5_000,
        title: 'Brush',
        category: 'timbre',
      }),
      step(2, 'tracks.updateAnnotation', { annotationId: note, endTimeMs: 7_000, content: 'Soft', isPrivate: false }),
      step(3, 'tracks.updateAnnotation', { annotationId: note, startTimeMs: 8_000 }, { outcome: 'limit_exceeded' }),
      step(4, 'tracks.updateAnnotation', { annotationId: note, startTimeMs: 8_000, endTimeMs: null }, { device: 'desktop' }),
      step(5, 'tracks.addAnnotation', { annotationId: verse, trackId: track, startTimeMs: 1, endTimeMs: 2 }),
      step(6, 'tracks.removeAnnotation', { annotationId: verse }),
    ],
    then: (rows) =>
      expect(tableOf(rows, 'track_annotations')).toMatchObject([
        { start_time_ms: 8_000, end_time_ms: null, title: 'Brush', content: 'Soft', category: 'timbre', is_private: false },
      ]),
  },
  {
    title: 'A track of another person can be neither claimed, edited, analysed, annotated nor removed.',
    given: async (db) => {
      const stamps = { created_at: SCENARIO_START, updated_at: SCENARIO_START };
      await db
        .insertInto('users')
        .values({ id: stranger, email: 'stranger@example.org', ...stamps })
        .execute();
      await db
        .insertInto('reference_tracks')
        .values({ id: track, user_id: stranger, name: 'Mine', tags: [], ...stamps })
        .execute();
      await db
        .insertInto('track_regions')
        .values({ id: verse, track_id: track, user_id: stranger, start_time_ms: 0, end_time_ms: 9, display_order: 0, ...stamps })
        .execute();
    },
    steps: [
      { ...add(0), outcome: 'conflict' },
      step(1, 'tracks.update', { trackId: track, name: 'Ours' }, { outcome: 'not_found' }),
      step(2, 'tracks.saveAnalysis', analysis('one'), { outcome: 'not_found' }),
      { ...region(3, chorus, 0, 1), outcome: 'not_found' },
      step(4, 'tracks.updateRegion', { regionId: verse, name: 'Ours' }, { outcome: 'not_found' }),
      step(5, 'tracks.removeRegion', { regionId: verse }),
      step(6, 'tracks.remove', { trackId: track }),
      add(7, other),
      step(8, 'tracks.addRegion', { regionId: verse, trackId: other, startTimeMs: 0, endTimeMs: 1 }, { outcome: 'conflict' }),
    ],
    then: (rows) => {
      expect(tableOf(rows, 'reference_tracks')).toHaveLength(2);
      expect(tableOf(rows, 'track_regions')).toMatchObject([{ user_id: stranger, name: null }]);
    },
  },
  {
    title: 'An analysis cannot claim ids of another track’s analysis.',
    steps: [
      add(0),
      add(0, other),
      step(1, 'tracks.saveAnalysis', analysis('one')),
      step(2, 'tracks.saveAnalysis', analysis('one', { of: other }), { outcome: 'conflict' }),
      step(
        3,
        'tracks.saveAnalysis',
        { ...analysis('two', { of: other }), chunks: analysis('one').chunks },
        { outcome: 'conflict' },
      ),
    ],
    then: (rows) => expect(ANALYSIS_TABLES.map((name) => tableOf(rows, name).length)).toEqual([1, 1, 2, 1]),
  },
];

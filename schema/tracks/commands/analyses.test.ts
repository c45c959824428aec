import { expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { MAX_COMMAND_BYTES } from '#schema/protocol/commands.ts';
import { trackLimits } from '#schema/tracks/rules.ts';
import { commandsByName } from '../../commands.ts';
import type { AnalysisSaveArgs } from './index.ts';

/**
 * The largest possible analysis of a recording of this length: every count at its limit, time differences as long as the
 * duration allows.
 */
function fullAnalysis(hours: number): AnalysisSaveArgs {
  const durationMs = hours * 3_600_000;
  const chunkCount = hours * 60;
  const spread = (count: number) => Array.from({ length: count }, () => Math.floor(durationMs / count));
  return {
    trackId: newId(),
    analysisId: newId(),
    manifestId: newId(),
    analyzerVersion: 'cadence-1',
    startedAt: new Date(0).toISOString(),
    bpm: 123.456789,
    keySignature: 'F# minor',
    summary: { text: 'x'.repeat(trackLimits.summaryBytes - 20) },
    manifest: {
      hopMs: 10,
      frameCount: chunkCount * 6_000,
      durationMs,
      sampleRate: 192_000,
      bands: 32,
      bytesPerFrame: 100,
      frameLayout: Array.from({ length: 120 }, (_, i) => ({
        name: `band_width_${i}`,
        type: 'u8',
        scale: 1 / 255,
        offset: 0,
        rate_divisor: 50,
      })),
      fingerprint: 'f'.repeat(4_000),
      chunkSizeFrames: 6_000,
      events: { beats: spread(trackLimits.beats), onsets: spread(trackLimits.onsets) },
    },
    chunks: Array.from({ length: chunkCount }, (_, index) => ({
      chunkId: newId(),
      index,
      startFrame: index * 6_000,
      endFrame: (index + 1) * 6_000,
      startTimeMs: index * 60_000,
      endTimeMs: (index + 1) * 60_000,
      contentSha256: 'f'.repeat(64),
      byteSize: 123_456,
    })),
    events: [],
  };
}

const parsed = (args: unknown) => commandsByName.get('tracks.saveAnalysis')?.args.safeParse(args);

test('the largest analysis of three hours fits one command', () => {
  const args = fullAnalysis(3);
  expect(parsed(args)?.success).toBe(true);
  expect(JSON.stringify(args).length).toBeLessThan(MAX_COMMAND_BYTES);
});

test('chunks that are out of order, missing or too many are refused', () => {
  const args = fullAnalysis(1);
  const [first, second, ...rest] = args.chunks;
  if (!first || !second) throw new Error('an hour has chunks');
  expect(parsed({ ...args, chunks: [second, first, ...rest] })?.success).toBe(false);
  expect(parsed({ ...args, chunks: args.chunks.slice(1) })?.success).toBe(false);
  expect(parsed({ ...args, chunks: [...args.chunks, first] })?.success).toBe(false);
});

test('an invalid hash is refused', () => {
  const args = fullAnalysis(1);
  for (const contentSha256 of ['', 'F'.repeat(64), '../'.repeat(21) + 'x']) {
    expect(parsed({ ...args, chunks: args.chunks.map((chunk) => ({ ...chunk, contentSha256 })) })?.success).toBe(false);
  }
});

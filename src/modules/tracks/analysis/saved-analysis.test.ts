import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { commandsByName } from '#schema/commands.ts';
import { deltasToTimes } from '#schema/tracks/rules.ts';
import { compileKernel } from '#src/dsp/kernel.ts';
import { analyzeFile } from '#src/workers/analysis/analyze-track.ts';
import { bytesSource } from '#src/workers/analysis/decode/audio-file.ts';
import { wavBytes } from '#tests/audio/encode.ts';
import { bursts } from '#tests/audio/signals.ts';
import { readSummary } from './summary.ts';
import { toSaveArgs } from './saved-analysis.ts';

const kernel = compileKernel(readFileSync(new URL('../../../dsp/wasm/kernel.wasm', import.meta.url)));

it('what the worker finds is what the command takes and the page reads', async () => {
  const beats = Array.from({ length: 140 }, (_, i) => 250 + i * 500);
  const sound = bursts(beats, 72);
  const outcome = await analyzeFile(bytesSource(wavBytes([sound, sound], { sampleRateHz: 44_100 })), { kernel: await kernel });
  if (outcome.kind !== 'done') throw new Error(outcome.kind);
  const { analysis } = outcome;
  const stored = analysis.chunks.map(({ bytes }) => ({ sha256: 'a'.repeat(64), size: bytes.length }));
  const args = toSaveArgs('0190aaaa-0000-7000-8000-000000000001', analysis, stored, new Date(0));
  const command = commandsByName.get('tracks.saveAnalysis');
  expect(command?.args.safeParse(args).error).toBeUndefined();
  expect(args.chunks.map(({ startTimeMs, endTimeMs }) => [startTimeMs, endTimeMs])).toEqual([
    [0, 60_000],
    [60_000, 72_000],
  ]);
  const { description } = analysis;
  deltasToTimes(args.manifest.events.beats).forEach((time, i) =>
    expect(Math.abs(time - description.beatsMs[i]!)).toBeLessThanOrEqual(0.5),
  );
  const summary = readSummary(args.summary);
  expect(summary?.integratedLufs).toBeCloseTo(description.integratedLufs!, 3);
  expect(summary?.balance).toHaveLength(description.balance.length);
  expect(summary?.stereo?.bands).toHaveLength(32);
});

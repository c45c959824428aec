// `npm run analyze -- FILE`: prints the analysis of one audio file as JSON, computed by the same code as in the worker.
import { open, readFile } from 'node:fs/promises';
import { errorToText } from '#schema/protocol/errors.ts';
import { compileKernel } from '#src/dsp/kernel.ts';
import { analyzeFile, type TrackAnalysis } from '#src/workers/analysis/analyze-track.ts';
import type { ByteSource } from '#src/workers/analysis/decode/audio-file.ts';

const round = (value: number, digits: number) => Number(value.toFixed(digits));
const orNull = (value: number | null, digits: number) => (value === null ? null : round(value, digits));

function toReport(analysis: TrackAnalysis, seconds: number) {
  const { codec, sampleRateHz, channelCount, notice, description, manifest, chunks } = analysis;
  const { tempo, key, stereo } = description;
  return {
    integrated_lufs: orNull(description.integratedLufs, 2),
    lra_lu: orNull(description.rangeLu, 2),
    true_peak_dbtp: orNull(description.truePeakDb, 2),
    bpm: tempo && round(tempo.bpm, 2),
    bpm_alternatives: tempo?.alternatives.map(({ bpm }) => round(bpm, 2)) ?? [],
    key: key?.key ?? null,
    onsets_ms: description.onsets.map(({ timeMs }) => round(timeMs, 1)),
    duration_ms: round(description.durationMs, 3),
    realtime_factor: round(description.durationMs / 1000 / seconds, 1),
    codec,
    sample_rate_hz: sampleRateHz,
    channels: channelCount,
    max_momentary_lufs: orNull(description.maxMomentaryLufs, 2),
    max_short_term_lufs: orNull(description.maxShortTermLufs, 2),
    sample_peak_dbfs: orNull(description.samplePeakDb, 2),
    plr_db: orNull(description.plrDb, 2),
    psr_db: description.psrDb && { median: round(description.psrDb.median, 2), least: round(description.psrDb.least, 2) },
    rms_dbfs: orNull(description.rmsDb, 2),
    crest_db: orNull(description.crestDb, 2),
    bpm_confidence: orNull(tempo?.confidence ?? null, 2),
    bpm_steady: tempo?.steady ?? false,
    beats_ms: description.beatsMs.map((ms) => round(ms, 1)),
    key_confidence: orNull(key?.confidence ?? null, 2),
    key_alternatives: key?.alternatives.map(({ key: name }) => name) ?? [],
    tuning_cents: orNull(key?.tuningCents ?? null, 0),
    sections_ms: description.sections.map(({ timeMs }) => timeMs),
    stereo_width: round(stereo.width, 3),
    stereo_correlation: round(stereo.correlation, 3),
    balance_db: description.balance.map(({ hz, db }) => [round(hz, 1), round(db, 1)]),
    frame_count: manifest.frame_count,
    frame_bytes: chunks.reduce((sum, { bytes }) => sum + bytes.length, 0),
    fingerprint: manifest.fingerprint,
    ...(notice !== undefined && { notice }),
  };
}

const [path] = process.argv.slice(2);
if (!path) {
  console.error('usage: npm run analyze -- FILE');
  process.exit(2);
}
const kernel = await compileKernel(await readFile(new URL('../src/dsp/wasm/kernel.wasm', import.meta.url)));
let file;
try {
  file = await open(path);
} catch {
  console.error(`${path} cannot be opened.`);
  process.exit(1);
}
const handle = file;
const source: ByteSource = {
  size: (await handle.stat()).size,
  async read(start, end) {
    const bytes = new Uint8Array(end - start);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
    return bytes.subarray(0, bytesRead);
  },
};
const startedMs = performance.now();
const outcome = await analyzeFile(source, { kernel });
await handle.close();
if (outcome.kind === 'done') {
  console.log(JSON.stringify(toReport(outcome.analysis, (performance.now() - startedMs) / 1000), null, 2));
} else {
  console.error(outcome.kind === 'failed' ? errorToText(outcome.error) : 'The analysis was cancelled.');
  process.exitCode = 1;
}

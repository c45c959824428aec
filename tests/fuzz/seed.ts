// The length and the seed of a fuzz run: FUZZ_RUNS=N sets the number of values, FUZZ_SEED=N repeats a run.
const given = process.env['FUZZ_SEED'];
const runs = process.env['FUZZ_RUNS'];

export const fuzzSeed = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given);

export const isLongFuzz = runs !== undefined;

/** Returns `usual` in `npm test`. */
export const fuzzRuns = (usual: number): number => (runs === undefined ? usual : Number(runs));

/** For `fc.assert` and `fc.sample`; fast-check prints the seed when a property fails. */
export const fuzzParameters = (usual: number) => ({ seed: fuzzSeed, numRuns: fuzzRuns(usual), endOnFailure: true });

/** The prefix for messages of a test that samples, so that a failure can be repeated. */
export const seedText = `FUZZ_SEED=${fuzzSeed}`;

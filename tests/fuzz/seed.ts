// How long a fuzz runs and from which seed: FUZZ_RUNS=N multiplies, FUZZ_SEED=N repeats. The seed of a failure is in its message.
const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const runs = process.env['FUZZ_RUNS'];

/** Parameters for `fc.assert`: `usual` runs in `npm test`, FUZZ_RUNS of them when it is set. */
export const fuzzParameters = (usual: number) => ({
  seed,
  numRuns: runs === undefined ? usual : Number(runs),
  // Shrinking asks the server again and again; the seed is enough to do it by hand.
  endOnFailure: runs === undefined,
});

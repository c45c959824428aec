// `npm run chaos -- --kind browser|server|postgres --kills N --seed S`: kills real processes under load and prints `kind=…
// kills=N lost=0 doubled=0 diverged=0 …`. Exits with 1 when a saved command was lost or applied twice, or a replica differs.
import { parseArgs } from 'node:util';
import { isClean, resultDetails, resultToText, runBrowserSide, runServerSide, Stack } from '#tests/chaos/index.ts';

const { values: options } = parseArgs({
  options: {
    kind: { type: 'string', default: 'server' },
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
  },
});

const kills = Number(options.kills);
if (!Number.isSafeInteger(kills) || kills < 1) throw new Error('--kills must be a whole number');
const { kind, seed } = options;
if (kind !== 'browser' && kind !== 'server' && kind !== 'postgres' && kind !== 'both')
  throw new Error('--kind must be browser, server, postgres or both');

// On a signal, exit at once; the child processes end with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const onProgress = (text: string): void => console.log(text);
const stack = await Stack.start(seed);
const result =
  kind === 'browser'
    ? await runBrowserSide(stack, { kills, seed, onProgress })
    : await runServerSide(stack, { kind, kills, seed, deadLines: true, onProgress });
await stack.stop();
for (const line of resultDetails(result)) console.log(line);
console.log(resultToText(result));
process.exit(isClean(result) ? 0 : 1);

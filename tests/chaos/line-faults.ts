// Network faults, drawn from a seed.
import type { Random } from '#tests/simulation/random.ts';
import type { LineFault } from '#tests/support/tcp-proxy.ts';

/** From a few bytes to a few hundred thousand, all magnitudes equally likely: headers, single answers, long streams. */
const someBytes = (random: Random): number => Math.round(10 ** random.between(1.5, 5.3));

/** Faults between a device and the server. `deadLines`: also silently dead connections, each of which costs its timeout. */
export function deviceFault(random: Random, deadLines: boolean): LineFault {
  const weights = { none: 60, delay: 12, throttle: 6, cut: 8, reset: 8, 'half-open': deadLines ? 3 : 0 };
  const kind = random.weighted(weights);
  switch (kind) {
    case 'none':
      return { kind };
    case 'delay':
      return { kind, ms: 1 + random.below(120) };
    case 'throttle':
      return { kind, bytesPerSecond: 20_000 + random.below(200_000) };
    default:
      return { kind, afterBytes: someBytes(random) };
  }
}

/** Faults between the server and Postgres: a commit may succeed although the server gets no answer. */
export function databaseFault(random: Random, deadLines: boolean): LineFault {
  const kind = random.weighted({ none: 70, delay: 5, cut: 12, reset: 13, 'half-open': deadLines ? 2 : 0 });
  if (kind === 'none') return { kind };
  return kind === 'delay' ? { kind, ms: 1 + random.below(5) } : { kind, afterBytes: 2_000 + someBytes(random) };
}

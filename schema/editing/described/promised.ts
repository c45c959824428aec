// The fields of what a row promises to pay.
import { rates, type Measure, type OccurrenceKind } from '../../progress/rules/rates.ts';
import type { Field } from '../fields.ts';

/** The most that the rules pay for one occurrence, whatever it promises. */
function mostPaid(kind: OccurrenceKind, of: Measure): number {
  const rate = rates[kind]?.rates.find((one) => one.of === of);
  if (rate?.upTo === undefined) throw new Error(`${kind} pays nothing for ${of}`);
  return rate.upTo;
}

export const promised = (kind: OccurrenceKind, least: number) =>
  ({
    xp_reward: { kind: 'number', min: least, max: mostPaid(kind, 'promised_xp') },
    coin_reward: { kind: 'number', min: 0, max: mostPaid(kind, 'promised_coins') },
  }) as const satisfies Record<string, Field>;

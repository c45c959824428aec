// What an item does. Effects are stored with items as `{kind, value}`; their names are part of purchases, so they are never renamed.

/** Used up when used. */
export const CONSUMED = ['streak_freeze', 'xp_boost', 'reroll'] as const;
/** Kept for good; at most one of each kind is worn at a time. */
export const WORN = ['accent', 'timer_face', 'frame'] as const;
export type Worn = (typeof WORN)[number];
/** Kept for good, without being worn: a sound to focus to. */
export const KEPT = ['focus_sound'] as const;

/** `treat`: something outside the app, which the person gives to themselves. */
export type EffectKind = (typeof CONSUMED)[number] | Worn | (typeof KEPT)[number] | 'treat';

export interface Effect {
  kind: EffectKind;
  /** Which accent, timer face, frame or sound; empty for the rest. */
  value: string;
}

const KINDS: ReadonlySet<string> = new Set<EffectKind>([...CONSUMED, ...WORN, ...KEPT, 'treat']);

/** An effect that this app does not know, from a newer server, is null: such an item is not sold here. */
export function readEffect(stored: unknown): Effect | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { kind = 'treat', value = '' } = stored as Record<string, unknown>;
  if (typeof kind !== 'string' || !KINDS.has(kind) || typeof value !== 'string') return null;
  return { kind: kind as EffectKind, value };
}

export const isWorn = (kind: string | null): kind is Worn => (WORN as readonly (string | null)[]).includes(kind);

/** Owned for good: bought once, and never used up. */
export const isOwnedForGood = (kind: string | null): boolean =>
  isWorn(kind) || (KEPT as readonly (string | null)[]).includes(kind);

/** More would turn a safety net into a way to keep streaks without doing anything. */
export const MOST_FREEZES = 2;
/** A shorter streak is not worth a freeze. */
export const FREEZE_FROM_DAYS = 3;
/** A boost adds this share of the XP that something pays. */
export const BOOST_SHARE = 0.5;
/** A purchase can be given back for a day while it is not used. */
export const REFUND_MS = 86_400_000;

export const rewardLimits = { name: 80, description: 300, cost: 100_000 } as const;

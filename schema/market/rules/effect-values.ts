// Which looks and sounds the app knows, and how an item of each effect is stored. The values are part of purchases, so they are never
// renamed.
import { SOLD_SOUNDS } from '../../focus/sounds.ts';
import { CONSUMED, type Effect, type EffectKind } from './effects.ts';

/** Of the effects that have a value. */
export const EFFECT_VALUES = {
  accent: ['teal', 'green', 'blue', 'grape', 'orange', 'pink', 'cyan', 'red', 'violet', 'lime'],
  timer_face: ['thin', 'bold', 'dashed', 'dotted', 'square', 'glow', 'double', 'mono'],
  frame: ['line', 'round', 'dashed', 'double', 'corner', 'shade', 'winter', 'gold'],
  focus_sound: SOLD_SOUNDS,
} as const satisfies Partial<Record<EffectKind, readonly string[]>>;

const CATEGORIES: Readonly<Record<EffectKind, string>> = {
  streak_freeze: 'helpers',
  xp_boost: 'helpers',
  reroll: 'helpers',
  accent: 'accents',
  timer_face: 'timer faces',
  frame: 'frames',
  focus_sound: 'sounds',
  treat: 'treats',
};

export const EFFECT_KINDS = Object.keys(CATEGORIES) as EffectKind[];

/** The columns of an item of everybody that its effect decides. */
export const columnsOfEffect = ({ kind, value }: Effect) => ({
  category: CATEGORIES[kind],
  effect: { kind, value },
  is_global: true,
  is_consumable: kind === 'treat' || (CONSUMED as readonly string[]).includes(kind),
  uses_per_purchase: 1,
});

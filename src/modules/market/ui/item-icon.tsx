// The picture of an item: what it looks like where it has a look, else a sign for what it does.
import { IconArrowsShuffle, IconBolt, IconClock, IconCoffee, IconFrame, IconSnowflake, IconVolume } from '@tabler/icons-react';
import type { Effect, EffectKind } from '#schema/market/rules/effects.ts';
import { accentColor } from '../accents.ts';
import classes from './market.module.css';

const icons = {
  streak_freeze: IconSnowflake,
  xp_boost: IconBolt,
  reroll: IconArrowsShuffle,
  timer_face: IconClock,
  frame: IconFrame,
  focus_sound: IconVolume,
  treat: IconCoffee,
} satisfies Record<Exclude<EffectKind, 'accent'>, unknown>;

export function ItemIcon({ effect: { kind, value } }: { effect: Effect }) {
  if (kind === 'accent') return <span aria-hidden className={classes.swatch} style={{ background: accentColor(value) }} />;
  const Icon = icons[kind];
  return <Icon size={24} stroke={1.6} aria-hidden style={{ flex: 'none' }} />;
}

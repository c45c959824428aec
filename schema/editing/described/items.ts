// Items of the market, as an admin edits them.
import { columnsOfEffect, EFFECT_KINDS, EFFECT_VALUES } from '../../market/rules/effect-values.ts';
import { rewardLimits, type EffectKind } from '../../market/rules/effects.ts';
import type { Field } from '../fields.ts';
import { isShown, type KindDescription, type Making } from '../description.ts';

const valueFields: Readonly<Record<string, Field>> = Object.fromEntries(
  Object.entries(EFFECT_VALUES).map(([kind, options]) => [kind, { kind: 'choice', options }]),
);

const making: Making = {
  fields: { does: { kind: 'choice', options: EFFECT_KINDS }, ...valueFields },
  leavesOut: (name, { does }) => name !== 'does' && name !== does,
  columns: ({ does, ...values }) => columnsOfEffect({ kind: does as EffectKind, value: String(values[String(does)] ?? '') }),
  start: {
    ...Object.fromEntries(Object.entries(EFFECT_VALUES).map(([kind, [first]]) => [kind, first])),
    ...{ does: 'treat', name: '', description: '', cost_coins: 20, rarity: 'common', total_stock: null },
    ...{ available_from: null, available_until: null, available: true },
  },
};

export const items: KindDescription = {
  ...{ table: 'market_items', title: 'name', shown: 'available', owner: 'created_by_user_id' },
  ...{ group: 'category', order: 'sort_order' },
  fields: {
    name: { kind: 'line', max: rewardLimits.name },
    description: { kind: 'text', max: rewardLimits.description },
    cost_coins: { kind: 'number', min: 1, max: rewardLimits.cost },
    rarity: { kind: 'choice', options: ['common', 'uncommon', 'rare', 'epic', 'legendary'] },
    total_stock: { kind: 'number', min: 0, max: 1_000_000, isOptional: true },
    available_from: { kind: 'day' },
    available_until: { kind: 'day' },
    available: isShown,
  },
  fixed: ['category', 'effect'],
  making,
  check: ({ available_from: from, available_until: until }) =>
    typeof from === 'string' && typeof until === 'string' && until <= from
      ? { available_until: 'The sale must end after it begins.' }
      : {},
};

// The shipped items. Keys never change, because purchases refer to the ids made of them. Prices are set against what an ordinary
// person earns in a week, about 54 coins (docs/economy.md).
import { contentSet } from '../../content-set.ts';
import { contentId } from '../../ids.ts';
import type { FocusSound } from '../../focus/sounds.ts';
import { MARKET_CONTENT } from '../rules/content-kind.ts';
import { columnsOfEffect } from '../rules/effect-values.ts';
import type { EffectKind } from '../rules/effects.ts';

type Rarity = 'common' | 'uncommon' | 'rare' | 'epic' | 'legendary';

interface ShippedItem {
  key: string;
  name: string;
  description: string;
  rarity: Rarity;
  cost: number;
  value?: string;
  /** First day, and the day after the last one. */
  sold?: readonly [string, string];
  stock?: number;
}

const helpers: Record<string, ShippedItem> = {
  streak_freeze: {
    key: 'streak-freeze',
    name: 'Streak freeze',
    description:
      'Keeps the streak of a habit through one missed day. It is used by itself, oldest streak first. You can hold two.',
    rarity: 'uncommon',
    cost: 60,
  },
  xp_boost: {
    key: 'xp-boost',
    name: 'XP boost',
    description: 'What you do for the rest of the day pays half as much XP again, up to 100 XP.',
    rarity: 'uncommon',
    cost: 50,
  },
  reroll: {
    key: 'reroll',
    name: 'Quest exchange',
    description: 'Exchanges one of today’s three daily quests for another one.',
    rarity: 'common',
    cost: 15,
  },
};

const accent = (
  value: string,
  name: string,
  rarity: Rarity,
  cost: number,
  description: string,
  more: Partial<ShippedItem> = {},
): ShippedItem => ({
  key: `accent-${value}`,
  value,
  name,
  rarity,
  cost,
  description,
  ...more,
});

const accents: ShippedItem[] = [
  accent('teal', 'Harbour', 'common', 40, 'A teal accent for buttons, links and rings, like water between piers.'),
  accent('green', 'Fern', 'common', 40, 'A green accent for a desk that could use a plant.'),
  accent('blue', 'Ink', 'common', 40, 'A clear blue accent, the colour of a note written by hand.'),
  accent('grape', 'Plum', 'uncommon', 80, 'A purple accent, ripe and quiet.'),
  accent('orange', 'Ember', 'uncommon', 80, 'A warm orange accent for long evenings.'),
  accent('pink', 'Peony', 'uncommon', 80, 'A pink accent that does not apologise.'),
  accent('cyan', 'Glacier', 'rare', 140, 'A cold cyan accent from high up.'),
  accent('red', 'Signal', 'rare', 140, 'A red accent for those who like it plain.'),
  accent('violet', 'Aurora', 'epic', 220, 'A violet accent for the dark months.', { sold: ['2026-11-01', '2027-03-01'] }),
  accent('lime', 'First leaf', 'epic', 220, 'A young green accent, sold while the trees turn.', {
    sold: ['2027-03-01', '2027-06-01'],
  }),
];

const face = (
  value: string,
  name: string,
  rarity: Rarity,
  cost: number,
  description: string,
  more: Partial<ShippedItem> = {},
): ShippedItem => ({
  key: `face-${value}`,
  value,
  name,
  rarity,
  cost,
  description,
  ...more,
});

const faces: ShippedItem[] = [
  face('thin', 'Thin line', 'common', 50, 'The focus ring as a fine line with a wide middle.'),
  face('bold', 'Broad band', 'common', 50, 'The focus ring as a broad band that can be read across the room.'),
  face('dashed', 'Milestones', 'uncommon', 90, 'The focus ring in short dashes, one after the other.'),
  face('dotted', 'String of beads', 'uncommon', 90, 'The focus ring as round beads.'),
  face('square', 'Cut edge', 'uncommon', 90, 'The focus ring ends in a straight cut.'),
  face('glow', 'Lantern', 'rare', 160, 'The focus ring with a soft light around it.'),
  face('double', 'Twin tracks', 'rare', 160, 'The focus ring between two fine circles.'),
  face('mono', 'Typewriter', 'epic', 240, 'The time in the middle set in the letters of a typewriter.'),
];

const frame = (
  value: string,
  name: string,
  rarity: Rarity,
  cost: number,
  description: string,
  more: Partial<ShippedItem> = {},
): ShippedItem => ({
  key: `frame-${value}`,
  value,
  name,
  rarity,
  cost,
  description,
  ...more,
});

const frames: ShippedItem[] = [
  frame('line', 'Plain frame', 'common', 40, 'A thin frame around your level.'),
  frame('round', 'Soft corners', 'common', 40, 'A frame with wide, round corners.'),
  frame('dashed', 'Stitched', 'uncommon', 80, 'A frame sewn by hand, or nearly.'),
  frame('double', 'Passe-partout', 'uncommon', 80, 'Two lines, as around a print.'),
  frame('corner', 'Photo corners', 'rare', 150, 'Four corners that hold your level in an album.'),
  frame('shade', 'Shadow box', 'rare', 150, 'A frame with some depth behind it.'),
  frame('winter', 'Frosted pane', 'epic', 230, 'A pale frame for the cold season.', { sold: ['2026-12-01', '2027-03-01'] }),
  frame('gold', 'Gilded', 'legendary', 500, 'A golden frame. Two hundred were made for this server.', { stock: 200 }),
];

const sound = (value: FocusSound, name: string, rarity: Rarity, cost: number, description: string): ShippedItem => ({
  key: `sound-${value}`,
  value,
  name,
  rarity,
  cost,
  description,
});

const sounds: ShippedItem[] = [
  sound('fan', 'Fan in the window', 'common', 40, 'A steady fan for the focus timer, made while it plays.'),
  sound('rain', 'Rain on the roof', 'common', 60, 'Rain for the focus timer, with drops that never fall the same way twice.'),
  sound('wind', 'Wind in the pines', 'uncommon', 60, 'Gusts for the focus timer that come and go in their own time.'),
  sound('stream', 'Forest stream', 'uncommon', 90, 'Running water for the focus timer, bubble by bubble.'),
  sound('surf', 'Surf', 'rare', 120, 'Waves for the focus timer, about six in a minute.'),
  sound('fire', 'Open fire', 'rare', 140, 'A fire for the focus timer that crackles and needs no wood.'),
];

const treat = (key: string, name: string, rarity: Rarity, cost: number, description: string): ShippedItem => ({
  key: `treat-${key}`,
  name,
  rarity,
  cost,
  description,
});

const treats: ShippedItem[] = [
  treat('tea', 'A pot of tea', 'common', 10, 'The good tea, in the good cup, with nothing beside it.'),
  treat('nap', 'Twenty minutes of nap', 'common', 15, 'Curtains closed, alarm set, no excuses.'),
  treat('album', 'One album, front to back', 'common', 15, 'Lie down and listen to every track in its order.'),
  treat('pastry', 'Something from the bakery', 'common', 20, 'Chosen by its looks.'),
  treat('walk', 'The long way home', 'common', 20, 'A walk with at least one street you have never seen.'),
  treat('chapter', 'Chapters without a clock', 'common', 25, 'Read until you no longer want to.'),
  treat('bath', 'A very long bath', 'uncommon', 30, 'Until the fingers wrinkle.'),
  treat('cinema', 'A film at the cinema', 'uncommon', 60, 'The big screen, and the row that you like.'),
  treat(
    'cook',
    'Cook the elaborate thing',
    'uncommon',
    50,
    'The recipe with nineteen ingredients. Today it is allowed to take all evening.',
  ),
  treat('evening', 'An evening off', 'uncommon', 80, 'No lists until tomorrow.'),
  treat('book', 'A new book', 'rare', 120, 'From the shelf in the shop, not from the pile at home.'),
  treat('dinner', 'Dinner out', 'rare', 150, 'Where somebody else washes up.'),
  treat('trip', 'A day trip', 'epic', 250, 'Somewhere that takes a train to get to.'),
  treat('weekend', 'A weekend away', 'legendary', 600, 'Two nights in another place.'),
];

const GROUPS: readonly { kind: EffectKind; items: readonly ShippedItem[] }[] = [
  ...Object.entries(helpers).map(([kind, item]) => ({ kind: kind as EffectKind, items: [item] })),
  { kind: 'accent', items: accents },
  { kind: 'timer_face', items: faces },
  { kind: 'frame', items: frames },
  { kind: 'focus_sound', items: sounds },
  { kind: 'treat', items: treats },
];

const midnight = (day: string | undefined): string | null => (day === undefined ? null : `${day}T00:00:00+00:00`);

export const marketRows = GROUPS.flatMap(({ kind, items }, group) =>
  items.map(({ key, name, description, rarity, cost, value = '', sold, stock }, at) => ({
    id: contentId(MARKET_CONTENT, key),
    key,
    name,
    description,
    cost_coins: cost,
    rarity,
    ...columnsOfEffect({ kind, value }),
    total_stock: stock ?? null,
    available: true,
    available_from: midnight(sold?.[0]),
    available_until: midnight(sold?.[1]),
    sort_order: group * 100 + at,
  })),
);

export const marketContent = contentSet({
  table: 'market_items',
  rows: marketRows,
  // A person's own rewards name their owner.
  shipped: { created_by_user_id: null },
  retired: { available: false },
  stamps: ['created_at', 'updated_at'],
  edited: 'edited_at',
});

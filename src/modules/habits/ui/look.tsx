// Icons and colours of habits, by the keys that rows keep.
import {
  IconApple,
  IconBarbell,
  IconBed,
  IconBook,
  IconBrain,
  IconBrush,
  IconCoin,
  IconDroplet,
  IconDeviceMobileOff,
  IconFlame,
  IconGlassFull,
  IconGuitarPick,
  IconHeart,
  IconHome,
  IconLanguage,
  IconLeaf,
  IconMoodSmile,
  IconMusic,
  IconPencil,
  IconPhone,
  IconPill,
  IconPlant,
  IconRepeat,
  IconRun,
  IconSmokingNo,
  IconStretching,
  IconSun,
  IconDental,
  IconUsers,
  IconWalk,
  type Icon,
} from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import classes from './habits.module.css';

export const HABIT_ICONS: Readonly<Record<string, { icon: Icon; name: string }>> = {
  repeat: { icon: IconRepeat, name: 'Circle' },
  run: { icon: IconRun, name: 'Running' },
  walk: { icon: IconWalk, name: 'Walking' },
  barbell: { icon: IconBarbell, name: 'Training' },
  stretch: { icon: IconStretching, name: 'Stretching' },
  water: { icon: IconDroplet, name: 'Water' },
  apple: { icon: IconApple, name: 'Food' },
  leaf: { icon: IconLeaf, name: 'Leaf' },
  pill: { icon: IconPill, name: 'Medicine' },
  tooth: { icon: IconDental, name: 'Teeth' },
  bed: { icon: IconBed, name: 'Sleep' },
  sun: { icon: IconSun, name: 'Morning' },
  brain: { icon: IconBrain, name: 'Mind' },
  heart: { icon: IconHeart, name: 'Heart' },
  mood: { icon: IconMoodSmile, name: 'Mood' },
  book: { icon: IconBook, name: 'Reading' },
  pencil: { icon: IconPencil, name: 'Writing' },
  language: { icon: IconLanguage, name: 'Language' },
  music: { icon: IconMusic, name: 'Music' },
  guitar: { icon: IconGuitarPick, name: 'Instrument' },
  brush: { icon: IconBrush, name: 'Drawing' },
  people: { icon: IconUsers, name: 'People' },
  phone: { icon: IconPhone, name: 'Call' },
  home: { icon: IconHome, name: 'Home' },
  plant: { icon: IconPlant, name: 'Plants' },
  coin: { icon: IconCoin, name: 'Money' },
  fire: { icon: IconFlame, name: 'Fire' },
  smoke: { icon: IconSmokingNo, name: 'No smoking' },
  drink: { icon: IconGlassFull, name: 'Drinks' },
  screen: { icon: IconDeviceMobileOff, name: 'Less screen' },
};

/** Names of Mantine's colours. */
export const HABIT_COLORS: Readonly<Record<string, string>> = {
  pine: 'Green',
  cyan: 'Cyan',
  blue: 'Blue',
  indigo: 'Indigo',
  grape: 'Purple',
  pink: 'Pink',
  red: 'Red',
  orange: 'Orange',
  yellow: 'Yellow',
  lime: 'Lime',
  gray: 'Grey',
};

export interface Look {
  icon: string | null;
  color: string | null;
}

const colorOf = (color: string | null): string => (color !== null && Object.hasOwn(HABIT_COLORS, color) ? color : 'pine');

export function HabitBadge({ icon, color, size = 20 }: Look & { size?: number }) {
  const { icon: HabitIcon } = HABIT_ICONS[icon ?? 'repeat'] ?? { icon: IconRepeat };
  const name = colorOf(color);
  const style = {
    '--habit-soft': `var(--mantine-color-${name}-light)`,
    '--habit-ink': `var(--mantine-color-${name}-light-color)`,
  } as CSSProperties;
  return (
    <span className={classes.badge} style={style} aria-hidden>
      <HabitIcon size={size} stroke={1.7} />
    </span>
  );
}

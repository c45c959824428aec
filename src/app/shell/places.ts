// The five places and what is one level in. Order is the order on the screen.
import {
  IconBarbell,
  IconBook2,
  IconHeadphones,
  IconSettings,
  IconSun,
  IconTargetArrow,
  IconUserCircle,
  IconTrophy,
  type Icon,
} from '@tabler/icons-react';
import { strings } from '../strings.ts';

export interface Place {
  to: '/' | '/focus' | '/train' | '/studio' | '/library' | '/profile' | '/settings' | '/account';
  name: string;
  icon: Icon;
}

export const places: readonly Place[] = [
  { to: '/', name: strings.today, icon: IconSun },
  { to: '/focus', name: strings.focus, icon: IconTargetArrow },
  { to: '/train', name: strings.train, icon: IconBarbell },
  { to: '/studio', name: strings.studio, icon: IconHeadphones },
  { to: '/library', name: strings.library, icon: IconBook2 },
];

export const innerPlaces: readonly Place[] = [
  { to: '/profile', name: strings.profile, icon: IconTrophy },
  { to: '/settings', name: strings.settings, icon: IconSettings },
  { to: '/account', name: strings.account, icon: IconUserCircle },
];

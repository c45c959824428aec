// A way in as a row has it: its icon and its words.
import { Group } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './ways-in.module.css';

export const WayIcon = ({ icon: WayOf, children }: { icon: Icon; children: ReactNode }) => (
  <Group gap="sm" wrap="nowrap" align="flex-start">
    <WayOf size={20} className={classes.icon} aria-hidden />
    <div>{children}</div>
  </Group>
);

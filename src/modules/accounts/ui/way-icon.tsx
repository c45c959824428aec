// A way in as a row has it: its icon and its words.
import { Group } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './ways-in.module.css';

export const WayIcon = ({ icon, children }: { icon: ReactNode; children: ReactNode }) => (
  <Group gap="sm" wrap="nowrap" align="flex-start">
    <span className={classes.icon}>{icon}</span>
    <div>{children}</div>
  </Group>
);

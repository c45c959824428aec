// An empty state: what the place is for and the first step.
import { Text, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './empty-place.module.css';

interface EmptyPlaceProps {
  icon: Icon;
  title: string;
  children: ReactNode;
  /** The first step. */
  action?: ReactNode;
  /** Where it stands: h2 on a page, h3 within a section. */
  order?: 2 | 3;
}

export function EmptyPlace({ icon: PlaceIcon, title, children, action, order = 2 }: EmptyPlaceProps) {
  return (
    <div className={classes.place}>
      <span className={classes.icon} aria-hidden>
        <PlaceIcon size={24} stroke={1.6} />
      </span>
      <Title order={order} size="h3">
        {title}
      </Title>
      <Text c="dimmed" maw={420}>
        {children}
      </Text>
      {action !== undefined && <div className={classes.action}>{action}</div>}
    </div>
  );
}

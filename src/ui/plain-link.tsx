// A full-width row that leads to another page.
import { IconChevronRight } from '@tabler/icons-react';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './plain-link.module.css';

export function PlainLink({ to, children }: { to: NonNullable<LinkProps['to']>; children: ReactNode }) {
  return (
    <Link to={to} className={classes.link}>
      <span>{children}</span>
      <IconChevronRight size={18} aria-hidden />
    </Link>
  );
}

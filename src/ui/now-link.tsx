// Something that runs, as a line of the shell that leads to its page. On the pages where it stands anyway there is nothing.
import type { Icon } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './now-link.module.css';

interface NowLinkProps {
  to: string;
  search?: Readonly<Record<string, string>>;
  /** Pages that show it themselves: by their whole path, or by its beginning when it ends in "/". */
  shownOn: readonly string[];
  icon: Icon;
  name: string;
  /** The time that has passed or is left. */
  time: string;
  /** Beside the link: what can be done from here. */
  action?: ReactNode;
}

const isShownOn = (path: string, shownOn: readonly string[]): boolean =>
  shownOn.some((page) => (page.length > 1 && page.endsWith('/') ? path.startsWith(page) : path === page));

export function NowLink({ to, search, shownOn, icon: NowIcon, name, time, action }: NowLinkProps) {
  const path = useLocation({ select: ({ pathname }) => pathname });
  if (isShownOn(path, shownOn)) return null;
  return (
    <div className={classes.now} data-actions={action !== undefined || undefined}>
      <Link to={to} search={search ?? {}} className={classes.link}>
        <NowIcon size={18} stroke={1.7} aria-hidden />
        <span className={classes.name} title={name}>
          {name}
        </span>
        <span className="tabular">{time}</span>
      </Link>
      {action}
    </div>
  );
}

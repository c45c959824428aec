// The pages of a place, as links at its top. A module adds its own by its manifest.
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { inOrder } from './manifest.ts';
import classes from './rooms.module.css';
import { useShownModules } from './shown.ts';

interface RoomsProps {
  /** The address of the place. */
  of: string;
  label?: string;
  /** Whether the person may open a page; without it every page is shown. */
  mayOpen?: (to: string) => boolean;
}

/** Nothing where the place has one page. */
export function Rooms({ of, label = 'Pages of this place', mayOpen = () => true }: RoomsProps) {
  const nav = useRef<HTMLElement>(null);
  const rooms = inOrder(useShownModules().flatMap((module) => module.rooms ?? [])).filter(
    (room) => room.of === of && mayOpen(room.to),
  );
  // The rooms may be wider than a phone: the one that is shown is never outside.
  useEffect(() => {
    nav.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [rooms.length]);
  if (rooms.length < 2) return null;
  return (
    <nav ref={nav} aria-label={label} className={classes.rooms}>
      {rooms.map(({ to, name, icon: RoomIcon }) => (
        <Link key={to} to={to} className={classes.room} activeOptions={{ exact: true, includeSearch: false }}>
          <RoomIcon size={18} stroke={1.7} aria-hidden />
          <span>{name}</span>
        </Link>
      ))}
    </nav>
  );
}

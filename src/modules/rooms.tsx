// The pages of a place, as links at its top. A module adds its own by its manifest.
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { inOrder } from './manifest.ts';
import classes from './rooms.module.css';
import { useShownModules } from './shown.ts';

/** `of`: the address of the place. Nothing where it has one page. */
export function Rooms({ of }: { of: string }) {
  const nav = useRef<HTMLElement>(null);
  // With large text the rooms are wider than a phone: the one that is shown is never outside.
  useEffect(() => {
    nav.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, []);
  const rooms = inOrder(
    useShownModules()
      .flatMap((module) => module.rooms ?? [])
      .filter((room) => room.of === of),
  );
  if (rooms.length < 2) return null;
  return (
    <nav ref={nav} aria-label="Pages of this place" className={classes.rooms}>
      {rooms.map(({ to, name, icon: RoomIcon }) => (
        <Link key={to} to={to} className={classes.room} activeOptions={{ exact: true, includeSearch: false }}>
          <RoomIcon size={18} stroke={1.7} aria-hidden />
          <span>{name}</span>
        </Link>
      ))}
    </nav>
  );
}

// The bottom of a phone: the five places, and capture in their midst, where it covers nothing.
import { UnstyledButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { strings } from '../strings.ts';
import { PlaceLink } from './place-link.tsx';
import { capture, places } from './places.ts';
import classes from './shell.module.css';

/** How many places stand before the capture button. */
const BEFORE = 3;

export function BottomBar() {
  const links = places.map((place) => <PlaceLink key={place.to} place={place} variant="bar" />);
  return (
    <div className={classes.bottom}>
      <nav aria-label={strings.places} className={classes.bar}>
        {links.slice(0, BEFORE)}
        <UnstyledButton className={classes.captureButton} aria-label={strings.capture} onClick={capture}>
          <span>
            <IconPlus size={24} aria-hidden />
          </span>
        </UnstyledButton>
        {links.slice(BEFORE)}
      </nav>
    </div>
  );
}

// The bottom of a phone: the five places, and capture in their midst, where it covers nothing.
import { UnstyledButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useCanCapture, usePlaces } from '#src/modules/shown.ts';
import { strings } from '../strings.ts';
import { PlaceLink } from './place-link.tsx';
import { capture } from './places.ts';
import classes from './shell.module.css';

export function BottomBar() {
  const { places } = usePlaces();
  const canCapture = useCanCapture();
  /** How many places stand before the capture button. */
  const before = Math.ceil(places.length / 2);
  const links = places.map((place) => <PlaceLink key={place.to} place={place} variant="bar" />);
  return (
    <div className={classes.bottom}>
      <nav aria-label={strings.places} className={classes.bar} data-tour="places">
        {links.slice(0, before)}
        {canCapture && (
          <UnstyledButton className={classes.captureButton} data-tour="capture" aria-label={strings.capture} onClick={capture}>
            <span>
              <IconPlus size={24} aria-hidden />
            </span>
          </UnstyledButton>
        )}
        {links.slice(before)}
      </nav>
    </div>
  );
}

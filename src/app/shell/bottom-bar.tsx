// The bottom of a phone: the five places, and capture within the thumb's reach.
import { ActionIcon } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { openCapture } from '#src/modules/capture/public.ts';
import { strings } from '../strings.ts';
import { PlaceLink } from './place-link.tsx';
import { places } from './places.ts';
import classes from './shell.module.css';

export function BottomBar() {
  return (
    <div className={classes.bottom}>
      <ActionIcon
        className={classes.captureButton}
        variant="filled"
        color="pine"
        size={56}
        radius="xl"
        aria-label={strings.capture}
        onClick={openCapture}
      >
        <IconPlus size={26} />
      </ActionIcon>
      <nav aria-label={strings.places} className={classes.bar}>
        {places.map((place) => (
          <PlaceLink key={place.to} place={place} variant="bar" />
        ))}
      </nav>
    </div>
  );
}

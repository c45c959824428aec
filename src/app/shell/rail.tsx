// The side rail on desktops: places, search, capture, inner places, and the sync state at the bottom.
import { Button, Kbd, UnstyledButton } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useCanCapture, usePlaces } from '#src/modules/shown.ts';
import { isMac } from '#src/ui/keyboard.ts';
import { Mark } from '#src/ui/wordmark.tsx';
import { strings } from '../strings.ts';
import { Now } from './now.tsx';
import { PlaceLink } from './place-link.tsx';
import { capture } from './places.ts';
import { openSearch } from './search.tsx';
import classes from './shell.module.css';
import { SyncCorner } from './sync-corner.tsx';

export function Rail() {
  const { places, innerPlaces } = usePlaces();
  const canCapture = useCanCapture();
  return (
    <section aria-label={strings.app} className={classes.rail}>
      <Link to="/" className={classes.wordmark}>
        <Mark size={26} />
        <span>{strings.app}</span>
      </Link>
      <UnstyledButton className={classes.searchButton} data-tour="search" onClick={openSearch}>
        <IconSearch size={18} stroke={1.7} aria-hidden />
        <span>{strings.search}</span>
        <Kbd aria-hidden>{strings.searchKeys(isMac())}</Kbd>
      </UnstyledButton>
      <nav aria-label={strings.places} className={classes.railPlaces} data-tour="places">
        {places.map((place) => (
          <PlaceLink key={place.to} place={place} variant="rail" />
        ))}
      </nav>
      {canCapture && (
        <Button
          className={classes.railCapture}
          data-tour="capture"
          variant="light"
          leftSection={<IconPlus size={18} />}
          rightSection={<Kbd aria-hidden>{strings.captureKey}</Kbd>}
          justify="flex-start"
          fullWidth
          onClick={capture}
        >
          {strings.capture}
        </Button>
      )}
      <Now className={classes.railNow} />
      <nav aria-label={strings.more} className={classes.railMore} data-tour="more">
        {innerPlaces.map((place) => (
          <PlaceLink key={place.to} place={place} variant="rail" />
        ))}
      </nav>
      <div className={classes.railSync}>
        <SyncCorner position="top-start" />
      </div>
    </section>
  );
}

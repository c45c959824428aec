// On phones, a button with a list of links to the inner places.
import { ActionIcon, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots } from '@tabler/icons-react';
import { usePlaces } from '#src/modules/shown.ts';
import { strings } from '../strings.ts';
import { PlaceLink } from './place-link.tsx';
import classes from './shell.module.css';

export function MoreMenu() {
  const { innerPlaces } = usePlaces();
  const [isOpen, { toggle, close }] = useDisclosure();
  return (
    <Popover opened={isOpen} onChange={(opened) => !opened && close()} position="bottom-end" width={208} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon data-tour="more" aria-label={strings.more} aria-expanded={isOpen} onClick={toggle}>
          <IconDots size={20} stroke={1.7} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={8} aria-label={strings.more}>
        <nav aria-label={strings.more} className={classes.moreLinks}>
          {innerPlaces.map((place) => (
            <PlaceLink key={place.to} place={place} variant="rail" onFollow={close} />
          ))}
        </nav>
      </Popover.Dropdown>
    </Popover>
  );
}

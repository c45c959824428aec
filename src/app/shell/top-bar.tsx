// The top bar of a phone: the mark, the sync state, search, and what is one level in.
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Mark } from '#src/ui/wordmark.tsx';
import { strings } from '../strings.ts';
import { innerPlaces } from './places.ts';
import { openSearch } from './search.tsx';
import classes from './shell.module.css';
import { SyncCorner } from './sync-corner.tsx';

export function TopBar() {
  return (
    <header className={classes.topBar}>
      <Link to="/" className={classes.topMark} aria-label={strings.today}>
        <Mark size={24} />
      </Link>
      <div className={classes.topTools}>
        <SyncCorner position="bottom-end" />
        <ActionIcon aria-label={strings.search} onClick={openSearch}>
          <IconSearch size={20} stroke={1.7} />
        </ActionIcon>
        <Menu position="bottom-end" shadow="md" width={200}>
          <Menu.Target>
            <ActionIcon aria-label={strings.more}>
              <IconDots size={20} stroke={1.7} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {innerPlaces.map(({ to, name, icon: PlaceIcon }) => (
              <Menu.Item key={to} component={Link} to={to} leftSection={<PlaceIcon size={18} stroke={1.7} />}>
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
    </header>
  );
}

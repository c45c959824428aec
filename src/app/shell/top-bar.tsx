// The top bar on phones: logo, sync state, search and inner places.
import { ActionIcon } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Mark } from '#src/ui/wordmark.tsx';
import { strings } from '../strings.ts';
import { MoreMenu } from './more-menu.tsx';
import { openSearch } from './search.tsx';
import classes from './shell.module.css';
import { SyncCorner } from './sync-corner.tsx';

export function TopBar() {
  return (
    <section aria-label={strings.tools} className={classes.topBar}>
      <Link to="/" className={classes.topMark} aria-label={strings.today}>
        <Mark size={24} />
      </Link>
      <div className={classes.topTools}>
        <SyncCorner position="bottom-end" />
        <ActionIcon data-tour="search" aria-label={strings.search} onClick={openSearch}>
          <IconSearch size={20} stroke={1.7} />
        </ActionIcon>
        <MoreMenu />
      </div>
    </section>
  );
}

// The sync state as one word; a click shows waiting changes, refused changes and the possible actions.
import { Popover, UnstyledButton } from '@mantine/core';
import { useRejected } from '#src/replica/public.ts';
import { strings } from '../strings.ts';
import classes from './sync-corner.module.css';
import { SyncDetails } from './sync-details.tsx';
import { syncWords } from './sync-words.ts';
import { useDelayedStatus } from './use-delayed-status.ts';

export function SyncCorner({ position }: { position: 'top-start' | 'bottom-end' }) {
  const status = useDelayedStatus();
  const rejected = useRejected();
  const { word, tone } = syncWords(status);
  const shown = rejected.length > 0 ? strings.sync.refused(rejected.length) : word;
  return (
    <Popover position={position} width={340} trapFocus returnFocus withRoles>
      <Popover.Target>
        <UnstyledButton
          className={classes.corner}
          data-tour="sync"
          data-tone={rejected.length > 0 ? 'attention' : tone}
          aria-label={strings.sync.label(shown)}
        >
          <span className={classes.dot} aria-hidden />
          <span className="tabular">{shown}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={strings.sync.title} className={classes.dropdown}>
        <SyncDetails status={status} rejected={rejected} />
      </Popover.Dropdown>
    </Popover>
  );
}

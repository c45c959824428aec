// The sync state as a small word, and behind it what waits, what was refused and what can be done about it.
import { Popover, UnstyledButton } from '@mantine/core';
import { useRejected } from '#src/replica/public.ts';
import { strings } from '../strings.ts';
import classes from './sync-corner.module.css';
import { SyncDetails } from './sync-details.tsx';
import { syncWords } from './sync-words.ts';
import { useUnhurriedStatus } from './use-unhurried-status.ts';

export function SyncCorner({ position }: { position: 'top-start' | 'bottom-end' }) {
  const status = useUnhurriedStatus();
  const rejected = useRejected();
  const { word, tone } = syncWords(status);
  const shown = rejected.length > 0 ? strings.sync.refused(rejected.length) : word;
  return (
    <Popover position={position} width={340} trapFocus returnFocus withRoles>
      <Popover.Target>
        <UnstyledButton
          className={classes.corner}
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

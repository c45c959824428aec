// Where a track stands on this device: its analysis, its file, and what the person can do about either.
import { Button, Progress, Text } from '@mantine/core';
import { IconAlertTriangle, IconCloud, IconCloudDownload, IconCloudUpload, IconDeviceDesktopDown } from '@tabler/icons-react';
import { errorToText } from '#schema/protocol/errors.ts';
import { blobTransfers, type BlobState } from '#src/blobs/public.ts';
import { usePerson } from '#src/replica/public.ts';
import { stopFetching, useFetching } from '../../fetching.ts';
import { formatShare } from '../../format.ts';
import type { TrackRow } from '../../queries.ts';
import { useAnalysisRunner, useAnalysisState, useFileState } from '../../analysis/runtime.ts';
import { strings } from '../../strings.ts';
import classes from '../list/studio.module.css';
import { useRemoveTrack } from './remove-track.tsx';

const words = strings.state;

type StateOf = Pick<TrackRow, 'id' | 'name' | 'status' | 'error_message' | 'content_sha256'>;

/**
 * One line, or nothing when the track is analysed and nothing is under way. `isBrief`: in a list, where the reason of a failure
 * has no room; the track's page says it.
 */
export function AnalysisState({ track, isBrief = false }: { track: StateOf; isBrief?: boolean }) {
  const state = useAnalysisState(track.id);
  const runner = useAnalysisRunner();
  const blob = useFileState(track.content_sha256);
  const again = (
    <Button
      variant="subtle"
      size="compact-sm"
      data-compact
      aria-label={words.againFor(track.name)}
      onClick={() => runner.analyze(track.id)}
    >
      {words.again}
    </Button>
  );
  if (state.kind === 'running') {
    return (
      <div className={classes.stateLine}>
        <Progress.Root size="sm" className={classes.stateBar}>
          <Progress.Section value={100 * state.part} aria-label={`${track.name}: ${words.running(formatShare(state.part))}`} />
        </Progress.Root>
        <Text size="sm" c="dimmed" className="tabular">
          {words.running(formatShare(state.part))}
        </Text>
        <Button
          variant="subtle"
          size="compact-sm"
          data-compact
          aria-label={words.cancelFor(track.name)}
          onClick={() => runner.cancel(track.id)}
        >
          {words.cancel}
        </Button>
      </div>
    );
  }
  if (state.kind === 'waiting') return <Line>{words.waiting(state.ahead)}</Line>;
  if (state.kind === 'blocked') return <Line isProblem>{errorToText(state.error)}</Line>;
  if (state.kind === 'cancelled') {
    return (
      <div className={classes.stateLine}>
        <Line>{words.cancelled}</Line>
        {again}
      </div>
    );
  }
  if (track.status === 'failed') {
    return (
      <div className={classes.stateLine}>
        <Line isProblem>{(isBrief ? null : track.error_message) ?? words.failed}</Line>
        {blob.kept && again}
        <RemoveFailed track={track} />
      </div>
    );
  }
  if (track.status === 'ready') return null;
  if (blob.kind === 'unknown') return null;
  return <Line>{blob.kept ? words.notAnalysed : words.nowhere}</Line>;
}

/** A file that cannot be analysed is mostly one that was added by mistake. */
function RemoveFailed({ track }: { track: StateOf }) {
  const { ask, question } = useRemoveTrack(track);
  return (
    <>
      <SignButton label={words.removeFor(track.name)} onClick={ask}>
        {strings.remove}
      </SignButton>
      {question}
    </>
  );
}

function Line({ children, isProblem = false }: { children: string; isProblem?: boolean }) {
  return (
    <Text size="sm" c={isProblem ? 'var(--mantine-color-error)' : 'dimmed'}>
      {children}
    </Text>
  );
}

/** What to say of the file; null when it is kept here and on the server, which needs no words, and while it is looked for. */
function fileWords(state: BlobState): string | null {
  if (state.kind === 'unknown') return null;
  if (state.kind === 'uploading') return words.uploading(formatShare(state.part));
  if (state.kind === 'failed') return words.uploadFailed;
  if (!state.kept) return words.remote;
  return state.kind === 'local' ? words.notUploaded : null;
}

const ICONS = { local: IconDeviceDesktopDown, uploading: IconCloudUpload, failed: IconAlertTriangle, stored: IconCloud } as const;

/** The file's place as a small sign with its words behind it. */
export function FileSign({ sha256, name }: { sha256: string | null; name: string }) {
  const state = useFileState(sha256);
  const fetched = useFetching(({ parts }) => (sha256 === null ? undefined : parts[sha256]));
  const hasAccount = usePerson()?.kind === 'signed-in';
  const text = fileWords(state);
  if (sha256 !== null && fetched !== undefined) {
    return (
      <span className={classes.fileSign}>
        <IconCloudDownload size={16} stroke={1.7} aria-hidden />
        <span className="tabular">{strings.track.keeping(formatShare(fetched))}</span>
        <SignButton label={words.stopFetchOf(name)} onClick={() => stopFetching(sha256)}>
          {words.cancel}
        </SignButton>
      </span>
    );
  }
  if (sha256 === null || text === null || state.kind === 'unknown') return null;
  // Without an account everything is only on this device, and the corner of the page says so.
  if (!hasAccount && state.kept && state.kind === 'local') return null;
  const Sign = ICONS[state.kind];
  return (
    <span className={classes.fileSign} data-problem={state.kind === 'failed' || undefined}>
      <Sign size={16} stroke={1.7} aria-hidden />
      {text}
      {state.kind === 'failed' && (
        <SignButton label={words.retryUploadOf(name)} onClick={() => blobTransfers.retry()}>
          {words.retry}
        </SignButton>
      )}
    </span>
  );
}

interface SignButtonProps {
  label: string;
  onClick(): void;
  children: string;
}

const SignButton = ({ label, onClick, children }: SignButtonProps) => (
  <Button variant="subtle" size="compact-sm" data-compact aria-label={label} onClick={onClick}>
    {children}
  </Button>
);

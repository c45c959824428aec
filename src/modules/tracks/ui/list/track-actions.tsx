// What can be done with several tracks at once.
import { Button, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { blobs } from '#src/blobs/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { useReplica } from '#src/replica/public.ts';
import { useCommandForm } from '#src/ui/command-form.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import { SelectionBar, type Selection } from '#src/ui/list-page/public.ts';
import { errorToProblem, type SaveOutcome } from '#src/ui/save-outcome.ts';
import { showProblem, showToast } from '#src/ui/toast.tsx';
import { addTags } from '../../commands.ts';
import { fetchFile } from '../../fetching.ts';
import { parseTags } from '../../model.ts';
import type { TrackListRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { Confirm } from '#src/ui/confirm.tsx';

const words = strings.select;

/** Runs for each file in turn, ends when it is stopped or at the first problem, which it says; how many went well. */
async function forEachFile(tracks: readonly TrackListRow[], run: (sha256: string) => Promise<unknown>): Promise<number> {
  const hashes = tracks.flatMap(({ content_sha256 }) => content_sha256 ?? []);
  let done = 0;
  try {
    for (const sha256 of hashes) {
      // One after the other: they share a disk and a line.
      // eslint-disable-next-line no-await-in-loop
      if ((await run(sha256)) === false) break;
      done += 1;
    }
  } catch (thrown) {
    const problem = errorToProblem(thrown);
    if (problem === null) throw thrown;
    showProblem(problem);
  }
  return done;
}

export function TrackActions({ selection, tracks }: { selection: Selection; tracks: readonly TrackListRow[] }) {
  const [asking, setAsking] = useState<'tags' | 'remove' | null>(null);
  const replica = useReplica();
  const run = useRun();
  const navigate = useNavigate();
  const [first, second] = tracks;
  const isNone = tracks.length === 0;
  const free = async () => {
    const count = await forEachFile(tracks, (sha256) => blobs.remove(sha256));
    if (count > 0) showToast({ message: words.freed(count) });
  };
  const keep = async () => {
    const count = await forEachFile(tracks, (sha256) => fetchFile(blobs, sha256));
    if (count > 0) showToast({ message: words.kept(count) });
  };
  const remove = async () => {
    setAsking(null);
    for (const { id } of tracks) await run('tracks.remove', { trackId: id });
    selection.end();
  };
  return (
    <SelectionBar selection={selection}>
      <Button
        variant="default"
        disabled={tracks.length !== 2}
        onClick={() => first && second && void navigate({ to: '/studio/compare', search: { a: first.id, b: second.id } })}
      >
        {words.compare}
      </Button>
      <Button variant="default" disabled={isNone} onClick={() => setAsking('tags')}>
        {words.tag}
      </Button>
      <Button variant="default" disabled={isNone} onClick={() => void keep()}>
        {words.keep}
      </Button>
      <Button variant="default" disabled={isNone} onClick={() => void free()}>
        {words.free}
      </Button>
      <Button variant="default" c="var(--mantine-color-error)" disabled={isNone} onClick={() => setAsking('remove')}>
        {words.remove}
      </Button>
      {asking === 'tags' && (
        <TagDialog count={tracks.length} onClose={() => setAsking(null)} onSave={(tags) => addTags(replica, tracks, tags)} />
      )}
      {asking === 'remove' && (
        <Confirm
          isDangerous
          title={strings.track.removeMany(tracks.length)}
          text={strings.track.removeManyText}
          confirm={strings.track.removeConfirm}
          keep={strings.track.removeKeep}
          onConfirm={() => void remove()}
          onClose={() => setAsking(null)}
        />
      )}
    </SelectionBar>
  );
}

interface TagDialogProps {
  count: number;
  onSave(tags: string[]): Promise<SaveOutcome>;
  onClose(): void;
}

function TagDialog({ count, onSave, onClose }: TagDialogProps) {
  const form = useCommandForm({
    initialValues: { tags: '' },
    toArgs: ({ tags }) => ({ tags: parseTags(tags) }),
    save: { create: ({ tags }) => onSave(tags) },
    onDone: onClose,
  });
  return (
    <FormDialog title={words.tagTitle(count)} form={form} onClose={onClose}>
      <TextInput
        label={strings.details.tags}
        description={strings.details.tagsHint}
        data-autofocus
        {...form.fields.getInputProps('tags')}
      />
    </FormDialog>
  );
}

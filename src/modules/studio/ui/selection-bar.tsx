// What can be done with several tracks at once.
import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { blobs } from '#src/blobs/public.ts';
import { errorToProblem, showProblem, showToast } from '#src/ui/toast.tsx';
import { useTrackCommands } from '../commands.ts';
import { fetchFile } from '../fetching.ts';
import { parseTags } from '../model.ts';
import type { TrackListRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { Confirm } from './confirm.tsx';
import classes from './studio.module.css';

const words = strings.select;

interface SelectionBarProps {
  tracks: readonly TrackListRow[];
  onAll(): void;
  onNone(): void;
  onDone(): void;
}

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

export function SelectionBar({ tracks, onAll, onNone, onDone }: SelectionBarProps) {
  const [asking, setAsking] = useState<'tags' | 'remove' | null>(null);
  const commands = useTrackCommands();
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
    for (const { id } of tracks) await commands.remove(id);
    onDone();
  };
  return (
    <section className={classes.selectionBar} data-above-bar aria-label={words.count(tracks.length)}>
      <Group gap="xs" className={classes.selectionCount}>
        <Text size="sm" fw={560} className="tabular" role="status">
          {words.count(tracks.length)}
        </Text>
        <Button variant="subtle" size="sm" onClick={isNone ? onAll : onNone}>
          {isNone ? words.all : words.none}
        </Button>
      </Group>
      <div className={classes.selectionActions}>
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
      </div>
      {asking === 'tags' && (
        <TagDialog
          count={tracks.length}
          onClose={() => setAsking(null)}
          onSave={(tags) => {
            setAsking(null);
            void commands.addTags(tracks, tags);
          }}
        />
      )}
      {asking === 'remove' && (
        <Confirm
          title={strings.track.removeMany(tracks.length)}
          text={strings.track.removeManyText}
          confirm={strings.track.removeConfirm}
          keep={strings.track.removeKeep}
          onConfirm={() => void remove()}
          onClose={() => setAsking(null)}
        />
      )}
    </section>
  );
}

function TagDialog({ count, onSave, onClose }: { count: number; onSave(tags: string[]): void; onClose(): void }) {
  const [text, setText] = useState('');
  const tags = parseTags(text);
  return (
    <Modal opened onClose={onClose} title={words.tagTitle(count)} closeButtonProps={{ 'aria-label': strings.close }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (tags.length > 0) onSave(tags);
        }}
      >
        <TextInput
          label={strings.details.tags}
          description={strings.details.tagsHint}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            {strings.cancel}
          </Button>
          <Button type="submit" disabled={tags.length === 0}>
            {strings.save}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

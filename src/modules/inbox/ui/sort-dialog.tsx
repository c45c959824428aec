// Where an inbox item goes: the step that its text or file suggests first, then everything that it can become.
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ImportDomain } from '#schema/formats.ts';
import { recogniseText } from '#schema/inbox/recognise.ts';
import { blobs } from '#src/blobs/public.ts';
import { handFile } from '#src/importing/handed-file.ts';
import { keepSharedFiles } from '#src/incoming/shared-files.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { rowsIfReady, useReplica, useRows } from '#src/replica/public.ts';
import { now } from '#src/clock/clock.ts';
import { convert, PLACE_OF, targetsFor, type Target } from '../conversions.ts';
import type { FileStep } from '../files.ts';
import { itemToText, type InboxItem } from '../model.ts';
import { filesOfItem, type ItemFile } from '../queries.ts';
import { strings } from '../strings.ts';

const words = strings.sort;

/** The pages of the imports. */
const IMPORT_PAGES: Readonly<Record<ImportDomain, string>> = {
  fitness: '/train/import',
  habits: '/habits/import',
  books: '/library/books/import',
  notes: '/library/notes/import',
  planning: '/plan/import',
};

export function SortDialog({ item, onClose }: { item: InboxItem; onClose(): void }) {
  const replica = useReplica();
  const today = useToday();
  const navigate = useNavigate();
  const files = rowsIfReady(useRows(filesOfItem(item.id))) ?? [];
  const about = recogniseText(itemToText(item));
  const suggested: Target | null = about === null ? null : about.kind === 'book' ? 'book' : 'reference';
  const to = async (target: Target): Promise<void> => {
    onClose();
    const id = await convert(replica, item, target, today);
    if (id === null || target === 'quest' || target === 'task') return;
    if (target === 'focus') void navigate({ to: '/focus' });
    else if (target !== 'habit') void navigate({ to: `${PLACE_OF[target]}${id}` as string });
  };
  return (
    <Modal opened onClose={onClose} title={words.title} closeButtonProps={{ 'aria-label': strings.close, size: 44 }}>
      <Stack gap="md">
        <Text fw={520} style={{ overflowWrap: 'anywhere' }} lineClamp={4}>
          {item.title}
        </Text>
        {files.map((file) => (
          <FileSteps key={file.id} file={file} onDone={onClose} />
        ))}
        {suggested !== null && files.length === 0 && (
          <div>
            <Text size="sm" c="dimmed" mb={4}>
              {suggested === 'book' ? words.isBook : words.isLink}
            </Text>
            <Button fullWidth onClick={() => void to(suggested)}>
              {words.become[suggested]}
            </Button>
          </div>
        )}
        <div>
          <Text size="sm" c="dimmed" mb={4}>
            {words.turnInto}
          </Text>
          <Group gap="xs">
            {targetsFor(files.length > 0).map((target) => (
              <Button key={target} variant="default" onClick={() => void to(target)}>
                {words.targets[target]}
              </Button>
            ))}
          </Group>
        </div>
      </Stack>
    </Modal>
  );
}

type Read = { kind: 'reading' } | { kind: 'missing' } | { kind: 'read'; file: File; step: FileStep | null };

/** What a file of the item is, and the page that reads it. */
function FileSteps({ file: { content_sha256: sha256, name, mime_type: type }, onDone }: { file: ItemFile; onDone(): void }) {
  const navigate = useNavigate();
  const [read, setRead] = useState<Read>({ kind: 'reading' });
  useEffect(() => {
    const stopped = new AbortController();
    const look = async (): Promise<Read> => {
      const bytes = await blobs.open(sha256, { signal: stopped.signal });
      const file = new File([bytes], name, { type });
      const { fileStep } = await import('../files.ts');
      return { kind: 'read', file, step: await fileStep(file) };
    };
    look().then(
      (found) => !stopped.signal.aborted && setRead(found),
      () => !stopped.signal.aborted && setRead({ kind: 'missing' }),
    );
    return () => stopped.abort();
  }, [sha256, name, type]);
  if (read.kind === 'reading') return <Text role="status">{words.reading(name)}</Text>;
  if (read.kind === 'missing') return <Text c="dimmed">{words.notHere(name)}</Text>;
  const { step, file } = read;
  if (step === null) return <Text c="dimmed">{words.noStep(name)}</Text>;
  const open = async (): Promise<void> => {
    onDone();
    if (step.kind === 'import') {
      handFile(file);
      void navigate({ to: IMPORT_PAGES[step.domain] });
    } else {
      await keepSharedFiles([file], now().getTime());
      void navigate({ to: '/studio', search: { shared: 1 } });
    }
  };
  return (
    <div>
      <Text size="sm" c="dimmed" mb={4}>
        {step.kind === 'audio' ? words.isAudio(name) : words.isExport(name, step.app)}
      </Text>
      <Button fullWidth onClick={() => void open()}>
        {step.kind === 'audio' ? words.toStudio : words.toImport}
      </Button>
    </div>
  );
}

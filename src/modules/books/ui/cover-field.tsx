// The picture of a cover: chosen as a file, taken with the camera, or removed. It is made small enough for a wall of covers before it
// is stored as a blob.
import { Button, Group, Text } from '@mantine/core';
import { IconCamera, IconPhoto, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { blobs } from '#src/blobs/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { Section } from '#src/ui/section.tsx';
import { smallPicture } from '#src/ui/small-picture.ts';
import { showToast } from '#src/ui/toast.tsx';
import type { BookDetails } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './books.module.css';

const words = strings.cover;
/** Enough for a wall of covers. */
const COVER = { mostPx: 800, quality: 0.85 };

export function CoverField({ book }: { book: BookDetails }) {
  const run = useRun();
  const [isBusy, setBusy] = useState(false);
  const choosing = useRef<HTMLInputElement>(null);
  const taking = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    setBusy(true);
    try {
      const picture = await smallPicture(file, COVER);
      const { sha256 } = await blobs.put(picture);
      await run('book.edit', { id: book.id, cover: { sha256, type: 'image/jpeg' } });
    } catch {
      showToast({ title: words.failed, message: words.failedText });
    } finally {
      setBusy(false);
    }
  };
  const input = (ref: typeof choosing, label: string, capture?: 'environment') => (
    <input
      ref={ref}
      type="file"
      accept="image/*"
      aria-label={label}
      tabIndex={-1}
      className={classes.hidden}
      {...(capture && { capture })}
      onChange={(event) => {
        void take(event.currentTarget.files?.[0]);
        event.currentTarget.value = '';
      }}
    />
  );
  return (
    <Section title={words.title} description={words.drawn}>
      <Group gap="xs">
        <Button
          variant="default"
          loading={isBusy}
          leftSection={<IconPhoto size={18} aria-hidden />}
          onClick={() => choosing.current?.click()}
        >
          {words.choose}
        </Button>
        <Button
          variant="default"
          disabled={isBusy}
          leftSection={<IconCamera size={18} aria-hidden />}
          onClick={() => taking.current?.click()}
        >
          {words.camera}
        </Button>
        {book.cover_blob_id !== null && (
          <Button
            variant="subtle"
            leftSection={<IconTrash size={18} aria-hidden />}
            onClick={() => void run('book.edit', { id: book.id, cover: null })}
          >
            {words.remove}
          </Button>
        )}
      </Group>
      {input(choosing, words.choose)}
      {input(taking, words.camera, 'environment')}
      <Text component="span" role="status" className={classes.hidden}>
        {isBusy ? '…' : ''}
      </Text>
    </Section>
  );
}

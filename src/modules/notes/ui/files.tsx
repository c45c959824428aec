// The files of a note: opened, added and removed.
import { ActionIcon, Button, Text } from '@mantine/core';
import { IconPaperclip, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { TextOwner } from '#schema/notes/rules/note.ts';
import { blobs, BlobError } from '#src/blobs/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { saveFile } from '#src/ui/save-file.ts';
import { Section } from '#src/ui/section.tsx';
import { showToast } from '#src/ui/toast.tsx';
import entries from '#src/ui/entries.module.css';
import { attachFile, detachFile } from '../commands.ts';
import { formatBytes } from '../model.ts';
import type { NoteFile } from '../queries.ts';
import { strings } from '../strings.ts';
import { ChooseFiles } from './choose-files.tsx';

const words = strings.files;

/** Saved, not opened in the page: a file of a note may be anything, a page with scripts too. */
async function open(file: NoteFile): Promise<void> {
  try {
    const bytes = await blobs.open(file.content_sha256);
    saveFile(bytes, file.name);
  } catch (error) {
    if (!(error instanceof BlobError)) throw error;
    showToast({ title: file.name, message: words.notHere });
  }
}

export function Files({ note, files }: { note: { kind: TextOwner; id: string }; files: readonly NoteFile[] }) {
  const run = useRun();
  const [isBusy, setBusy] = useState(false);
  const add = async (chosen: readonly File[]): Promise<void> => {
    setBusy(true);
    for (const file of chosen) await attachFile(run, { kind: note.kind, id: note.id }, file);
    setBusy(false);
  };
  return (
    <Section
      title={words.title}
      actions={
        <ChooseFiles
          label={words.add}
          variant="subtle"
          leftSection={<IconPlus size={18} aria-hidden />}
          isBusy={isBusy}
          onChoose={(chosen) => void add(chosen)}
        />
      }
    >
      {files.length === 0 && <Text c="dimmed">{words.none}</Text>}
      <ul className={entries.list}>
        {files.map((file) => (
          <li key={file.id} className={entries.entry}>
            <div className={entries.words}>
              <Button
                variant="subtle"
                leftSection={<IconPaperclip size={18} aria-hidden />}
                aria-label={words.open(file.name)}
                onClick={() => void open(file)}
                h="auto"
                mih={44}
                styles={{ label: { whiteSpace: 'normal', overflowWrap: 'anywhere' } }}
              >
                {file.name}
              </Button>{' '}
              <Text component="span" size="sm" c="dimmed" className="tabular">
                {formatBytes(Number(file.byte_size))}
              </Text>
            </div>
            <ActionIcon aria-label={words.remove(file.name)} onClick={() => void detachFile(run, file)}>
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </Section>
  );
}

// The capture form over any page.
import { Button, Group, Modal, Text } from '@mantine/core';
import { fingerprint } from '#schema/notes/rules/texts.ts';
import { useRun, useSave } from '#src/modules/use-run.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { capture } from '../commands.ts';
import type { InboxItem } from '../model.ts';
import { versionsOfItem } from '../queries.ts';
import { CAPTURE_DRAFT, closeCapture, useCaptureForm } from '../store.ts';
import { strings } from '../strings.ts';
import { CaptureForm } from './capture-form.tsx';

export function CaptureDialog() {
  const save = useSave();
  const { form } = useCaptureForm();
  const title = form.kind === 'edit' ? strings.editTitle : strings.captureTitle;
  return (
    <Modal
      opened={form.kind !== 'closed'}
      onClose={closeCapture}
      title={title}
      size="lg"
      closeButtonProps={{ 'aria-label': strings.cancel }}
    >
      {form.kind === 'new' && (
        <CaptureForm draftKey={CAPTURE_DRAFT} save={{ create: (args) => capture(save, args) }} onDone={closeCapture} />
      )}
      {form.kind === 'edit' && <EditItem key={form.item.id} item={form.item} />}
    </Modal>
  );
}

function EditItem({ item }: { item: InboxItem }) {
  const save = useSave();
  // Of the texts as they were when the form opened.
  const base = { title: fingerprint(item.title), description: fingerprint(item.description) };
  return (
    <>
      <OtherVersions item={item} />
      <CaptureForm
        draftKey={`inbox.${item.id}`}
        item={item}
        save={{ change: ({ files: _files, ...changes }) => save('inbox.edit', { id: item.id, ...changes, base }) }}
        onDone={closeCapture}
      />
    </>
  );
}

/** Texts that another device's change replaced. */
function OtherVersions({ item }: { item: InboxItem }) {
  const run = useRun();
  const versions = rowsIfReady(useRows(versionsOfItem(item.id))) ?? [];
  return versions.map((version) => (
    <div key={version.id}>
      <Text size="sm" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>
        {strings.otherVersion(version.content)}
      </Text>
      <Group gap="xs" mb="sm">
        <Button
          variant="default"
          onClick={() => {
            closeCapture();
            void run('notes.useVersion', { id: version.id });
          }}
        >
          {strings.useVersion}
        </Button>
        <Button variant="subtle" onClick={() => void run('notes.dropVersion', { id: version.id })}>
          {strings.dropVersion}
        </Button>
      </Group>
    </div>
  ));
}

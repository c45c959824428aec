// The capture form over any page.
import { Modal } from '@mantine/core';
import { useReplica } from '#src/replica/public.ts';
import { capture, editItem } from '../commands.ts';
import { itemToText } from '../model.ts';
import { closeCapture, useCaptureForm } from '../store.ts';
import { strings } from '../strings.ts';
import { CaptureForm } from './capture-form.tsx';

export function CaptureDialog() {
  const replica = useReplica();
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
      {form.kind === 'new' && <CaptureForm onSave={(draft, tags) => capture(replica, draft, tags)} onDone={closeCapture} />}
      {form.kind === 'edit' && (
        <CaptureForm
          initialText={itemToText(form.item)}
          initialTags={form.item.tags}
          onSave={(draft, tags) => editItem(replica, form.item.id, draft, tags)}
          onDone={closeCapture}
        />
      )}
    </Modal>
  );
}

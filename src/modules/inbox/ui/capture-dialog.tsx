// The capture form over any page.
import { Modal } from '@mantine/core';
import { useSave } from '#src/modules/use-run.ts';
import { capture } from '../commands.ts';
import { itemToText } from '../model.ts';
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
      {form.kind === 'edit' && (
        <CaptureForm
          draftKey={`inbox.${form.item.id}`}
          initialText={itemToText(form.item)}
          initialTags={form.item.tags}
          save={{ change: (changes) => save('inbox.edit', { id: form.item.id, ...changes }) }}
          onDone={closeCapture}
        />
      )}
    </Modal>
  );
}

// Which capture form is open.
import { create } from 'zustand';
import type { InboxItem } from './model.ts';

type CaptureForm = { kind: 'closed' } | { kind: 'new' } | { kind: 'edit'; item: InboxItem };

export const useCaptureForm = create<{ form: CaptureForm }>(() => ({ form: { kind: 'closed' } }));

/** The unsaved text of a new item: the same in the dialog and on the page. */
export const CAPTURE_DRAFT = 'inbox.new';

export const openCapture = (): void => useCaptureForm.setState({ form: { kind: 'new' } });
export const openEdit = (item: InboxItem): void => useCaptureForm.setState({ form: { kind: 'edit', item } });
export const closeCapture = (): void => useCaptureForm.setState({ form: { kind: 'closed' } });

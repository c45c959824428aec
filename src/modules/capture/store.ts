// Which capture form is open. Ephemeral: what is typed but not saved lives in the form.
import { create } from 'zustand';
import type { InboxItem } from './model.ts';

type CaptureForm = { kind: 'closed' } | { kind: 'new' } | { kind: 'edit'; item: InboxItem };

export const useCaptureForm = create<{ form: CaptureForm }>(() => ({ form: { kind: 'closed' } }));

export const openCapture = (): void => useCaptureForm.setState({ form: { kind: 'new' } });
export const openEdit = (item: InboxItem): void => useCaptureForm.setState({ form: { kind: 'edit', item } });
export const closeCapture = (): void => useCaptureForm.setState({ form: { kind: 'closed' } });

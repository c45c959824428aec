// Where the share sheet and the app shortcut land: the capture form as a page, filled with what was shared, files too.
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { blobs } from '#src/blobs/public.ts';
import { newId } from '#schema/ids.ts';
import { useIncomingFiles } from '#src/incoming/incoming-files.ts';
import { useSave } from '#src/modules/use-run.ts';
import { Page } from '#src/ui/page.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { capture, type CaptureArgs } from '../commands.ts';
import { sharedToText } from '../model.ts';
import { CAPTURE_DRAFT } from '../store.ts';
import { strings } from '../strings.ts';
import { CaptureForm } from './capture-form.tsx';

const route = getRouteApi('/capture');

/** Stores the bytes on this device. */
async function stored(file: File): Promise<NonNullable<CaptureArgs['files']>[number]> {
  const { sha256, size } = await blobs.put(file);
  return { id: newId(), sha256, name: file.name.trim().slice(-255) || 'file', type: file.type.slice(0, 120), size };
}

export function CapturePage() {
  const save = useSave();
  const navigate = route.useNavigate();
  const { shared, ...words } = route.useSearch();
  const forget = useCallback(() => undefined, []);
  const { files, take } = useIncomingFiles(shared === 1, forget, 'any');
  const sharedText = sharedToText(words);
  const initialText = sharedText === '' ? (files[0]?.name ?? '') : sharedText;
  const create = async (args: CaptureArgs) => {
    try {
      const kept = await Promise.all(files.map(stored));
      const outcome = await capture(save, { ...args, ...(kept.length > 0 && { files: kept }) });
      if (outcome.ok) take();
      return outcome;
    } catch {
      showToast({ title: strings.fileFailed, message: files.map(({ name }) => name).join(', ') });
      return { ok: false as const, error: { code: 'unavailable' as const }, faults: {} };
    }
  };
  return (
    <Page title={initialText === '' ? strings.captureTitle : strings.shared} isNarrow>
      <CaptureForm
        key={initialText}
        draftKey={initialText === '' ? CAPTURE_DRAFT : `inbox.shared.${initialText}`}
        initialText={initialText}
        files={files}
        save={{ create }}
        onDone={() => void navigate({ to: '/library', replace: true })}
      />
    </Page>
  );
}

// Where the share sheet and the app shortcut land: the capture form as a page, filled with what was shared.
import { getRouteApi } from '@tanstack/react-router';
import { useSave } from '#src/modules/use-run.ts';
import { Page } from '#src/ui/page.tsx';
import { capture } from '../commands.ts';
import { sharedToText } from '../model.ts';
import { CAPTURE_DRAFT } from '../store.ts';
import { strings } from '../strings.ts';
import { CaptureForm } from './capture-form.tsx';

const route = getRouteApi('/capture');

export function CapturePage() {
  const save = useSave();
  const navigate = route.useNavigate();
  const initialText = sharedToText(route.useSearch());
  return (
    <Page title={initialText === '' ? strings.captureTitle : strings.shared} isNarrow>
      <CaptureForm
        key={initialText}
        draftKey={initialText === '' ? CAPTURE_DRAFT : `inbox.shared.${initialText}`}
        initialText={initialText}
        save={{ create: (args) => capture(save, args) }}
        onDone={() => void navigate({ to: '/library', replace: true })}
      />
    </Page>
  );
}

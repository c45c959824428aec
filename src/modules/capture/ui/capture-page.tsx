// Where the share sheet and the app shortcut land: the capture form as a page, filled with what was shared.
import { useNavigate } from '@tanstack/react-router';
import { useReplica } from '#src/replica/public.ts';
import { Page } from '#src/ui/page.tsx';
import { capture } from '../commands.ts';
import { sharedToText } from '../model.ts';
import { strings } from '../strings.ts';
import { CaptureForm } from './capture-form.tsx';

export function CapturePage({ shared }: { shared: { title?: string; text?: string; url?: string } }) {
  const replica = useReplica();
  const navigate = useNavigate();
  const initialText = sharedToText(shared);
  return (
    <Page title={initialText === '' ? strings.captureTitle : strings.shared}>
      <CaptureForm
        key={initialText}
        initialText={initialText}
        onSave={(draft, tags) => capture(replica, draft, tags)}
        onDone={() => void navigate({ to: '/library', replace: true })}
      />
    </Page>
  );
}

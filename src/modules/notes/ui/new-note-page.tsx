// A new note or reference.
import { getRouteApi } from '@tanstack/react-router';
import { Page } from '#src/ui/page.tsx';
import { kindOfPath } from '../model.ts';
import { strings } from '../strings.ts';
import { NoteForm } from './note-form.tsx';

const route = getRouteApi('/library/notes/new');

export function NewNotePage() {
  const { kind: named, title, url } = route.useSearch();
  const navigate = route.useNavigate();
  const kind = kindOfPath(named) ?? 'idea';
  const isLink = kind === 'reference';
  return (
    <Page title={isLink ? strings.editor.newLinkTitle : strings.editor.newTitle}>
      <NoteForm
        key={`${kind} ${title ?? ''} ${url ?? ''}`}
        note={{ kind, ...(title !== undefined && { title }), ...(url !== undefined && { url }) }}
        files={[]}
        onDone={(noteId) => void navigate({ to: '/library/notes/$noteId', params: { noteId }, replace: true })}
        onCancel={() => void navigate({ to: isLink ? '/library/references' : '/library/notes', replace: true })}
      />
    </Page>
  );
}

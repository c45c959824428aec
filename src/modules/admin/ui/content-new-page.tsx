// A new row of everybody's content: what it is, which is chosen once, and the fields that can be edited later.
import { Button, Stack } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import {
  canAdd,
  editedKinds,
  isEditedKind,
  newFieldsOf,
  readNew,
  type ContentValues,
  type EditedKind,
} from '#schema/editing/kinds.ts';
import { newId } from '#schema/ids.ts';
import { Columns } from '#src/ui/columns.tsx';
import { dropDraft, keepDraft, readDraft } from '#src/ui/drafts.ts';
import { Page } from '#src/ui/page.tsx';
import { Section } from '#src/ui/section.tsx';
import { adminActions } from '../admin-client.ts';
import { readNewDraft, sentFields } from '../content-model.ts';
import { contentWords as words } from '../content-words.ts';
import { useAction } from '../use-action.ts';
import { useEntitlements } from '../use-entitlements.ts';
import { NotRead } from './admin-frame.tsx';
import { ContentFields, FormEnd, PreviewSection } from './content-fields.tsx';
import { MissingContent } from './missing-content.tsx';

const route = getRouteApi('/admin/content/$kind/new');

export function ContentNewPage() {
  const { kind } = route.useParams();
  const may = useEntitlements();
  if (!isEditedKind(kind) || !canAdd(kind)) return <MissingContent />;
  if (may.has('content.edit')) return <NewForm key={kind} kind={kind} />;
  return (
    <Page title={words.add[kind] ?? ''}>
      <NotRead error={{ code: 'forbidden' }} onRetry={() => undefined} />
    </Page>
  );
}

function NewForm({ kind }: { kind: EditedKind }) {
  const navigate = useNavigate();
  const draftKey = `admin.content.new.${kind}`;
  const start = editedKinds[kind].making?.start ?? {};
  // The id is kept with the draft: what was sent, and not answered, is not added twice.
  const [draft, setDraft] = useState(() => readNewDraft(readDraft(draftKey)));
  const [id] = useState(() => draft?.id ?? newId());
  const [isTried, setTried] = useState(false);
  const typed: ContentValues = { ...start, ...draft?.values };
  const entries = newFieldsOf(kind, typed);
  const values = sentFields([...entries.chosen, ...entries.fields], typed);
  const read = readNew(kind, values);
  const problems = isTried && 'problems' in read ? read.problems : {};
  const { busy, act } = useAction(() => {
    dropDraft(draftKey);
    void navigate({ to: '/admin/content/$kind/$id', params: { kind, id }, replace: true });
  });
  const change = (column: string, value: ContentValues[string]): void => {
    const next = { id, values: { ...typed, [column]: value } };
    keepDraft(draftKey, next);
    setDraft(next);
  };
  const discard = (): void => {
    dropDraft(draftKey);
    setDraft(null);
    setTried(false);
  };
  const add = async (): Promise<void> => {
    setTried(true);
    if (!('problems' in read)) await act('add', () => adminActions.addContent(kind, { id, values }), words.added);
  };
  const form = { kind, typed, problems, choices: {}, onChange: change };
  return (
    <Page title={words.add[kind] ?? ''} description={words.addText}>
      <Columns>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <Stack gap="lg">
            <Section title={words.chosenHeading} description={words.chosenText}>
              <Stack gap="md">
                <ContentFields {...form} entries={entries.chosen} />
              </Stack>
            </Section>
            <Section title={words.heading}>
              <Stack gap="md">
                <ContentFields {...form} entries={entries.fields} />
                <FormEnd isUnsaved={draft !== null} discard={words.discardNew} onDiscard={discard}>
                  <Button type="submit" loading={busy === 'add'}>
                    {words.addNow}
                  </Button>
                </FormEnd>
              </Stack>
            </Section>
          </Stack>
        </form>
        <PreviewSection kind={kind} values={values} fixed={read.fixed} choices={{}} />
      </Columns>
    </Page>
  );
}

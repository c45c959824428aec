// One row of shipped content: its fields with a preview, the shipped text where it differs, and the history.
import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { FieldValue } from '#schema/editing/fields.ts';
import {
  changedColumns,
  editedKinds,
  fieldsOf,
  isEditedKind,
  readValues,
  type ContentValues,
  type EditedKind,
  type FixedValues,
} from '#schema/editing/kinds.ts';
import type { ContentAnswer } from '#schema/protocol/admin.ts';
import { formatMoment } from '#src/format/days.ts';
import { Column, Columns } from '#src/ui/columns.tsx';
import { Confirm } from '#src/ui/confirm.tsx';
import { dropDraft, keepDraft, readDraft } from '#src/ui/drafts.ts';
import { Page } from '#src/ui/page.tsx';
import { Section } from '#src/ui/section.tsx';
import { adminActions, onePage, readContentRow } from '../admin-client.ts';
import { readContentDraft, toSend } from '../content-model.ts';
import { contentWords as words } from '../content-words.ts';
import { useAction } from '../use-action.ts';
import { useServerList } from '../use-server-list.ts';
import { NotRead } from './admin-frame.tsx';
import { ContentFields, FormEnd, PreviewSection } from './content-fields.tsx';
import { ContentHistory, ShippedText } from './content-history.tsx';
import { MissingContent } from './missing-content.tsx';

const route = getRouteApi('/admin/content/$kind/$id');
const flowRoute = getRouteApi('/admin/introductions/$id');
const stepRoute = getRouteApi('/admin/introductions/steps/$id');

export function ContentEditPage() {
  const { kind, id } = route.useParams();
  return isEditedKind(kind) ? <Read key={id} kind={kind} id={id} /> : <MissingContent />;
}

export function IntroductionEditPage() {
  const { id } = flowRoute.useParams();
  return <Read key={id} kind="introductions" id={id} />;
}

export function StepEditPage() {
  const { id } = stepRoute.useParams();
  return <Read key={id} kind="steps" id={id} />;
}

function Read({ kind, id }: { kind: EditedKind; id: string }) {
  const { list, reload } = useServerList(`${kind}/${id}`, async () => onePage(await readContentRow(kind, id)));
  if (list.kind === 'loading') {
    return (
      <Page title={words.kindOf[kind]}>
        <Skeleton height={480} radius="lg" />
      </Page>
    );
  }
  if (list.kind === 'failed') {
    if (list.error.code === 'not_found') return <MissingContent />;
    return (
      <Page title={words.kindOf[kind]}>
        <NotRead error={list.error} onRetry={reload} />
      </Page>
    );
  }
  const [answer] = list.answers;
  return answer && <Editor kind={kind} answer={answer} onChanged={reload} />;
}

interface EditorProps {
  kind: EditedKind;
  answer: ContentAnswer;
  onChanged(): void;
}

function Editor({ kind, answer, onChanged }: EditorProps) {
  const { id, mark, editedAt, isNewer, isAdded, shipped } = answer;
  const { busy, act } = useAction(onChanged);
  const [isTaking, setTaking] = useState(false);
  const title = answer.values[editedKinds[kind].title];
  const take = async () => {
    setTaking(false);
    await act('take', () => adminActions.takeShippedContent(kind, id, mark), words.taken);
  };
  const keep = () => act('keep', () => adminActions.saveContent(kind, id, { mark, values: answer.values }), words.kept);
  return (
    <Page title={String(title)} description={`${words.kindOf[kind]} · ${stateInWords(answer)}`}>
      {isNewer && (
        <Alert title={shipped ? words.newerTitle : words.goneTitle}>
          <Text size="sm">{shipped ? words.newerText : words.goneText}</Text>
          <Group gap="xs" mt="sm">
            <Button onClick={() => setTaking(true)}>{shipped ? words.take : words.giveUp}</Button>
            <Button variant="default" loading={busy === 'keep'} onClick={() => void keep()}>
              {words.keepMine}
            </Button>
          </Group>
        </Alert>
      )}
      <Form kind={kind} answer={answer} onChanged={onChanged} />
      <Columns>
        {editedAt !== null && !isAdded && (
          <ShippedText kind={kind} answer={answer} isBusy={busy !== null} onTake={() => setTaking(true)} />
        )}
        <Column>
          <ContentHistory
            kind={kind}
            answer={answer}
            isBusy={busy !== null}
            onPutBack={(version) =>
              void act('put-back', () => adminActions.putBackContent(kind, id, mark, version.id), words.wasPutBack)
            }
          />
        </Column>
      </Columns>
      {isTaking && (
        <Confirm
          title={words.takeTitle}
          text={words.takeText}
          confirm={shipped ? words.take : words.giveUp}
          keep={words.keep}
          isDangerous
          onConfirm={() => void take()}
          onClose={() => setTaking(false)}
        />
      )}
    </Page>
  );
}

function stateInWords({ editedAt, isAdded }: ContentAnswer): string {
  if (editedAt === null) return words.asShipped;
  return (isAdded ? words.addedAt : words.editedAt)(formatMoment(new Date(editedAt)));
}

function Form({ kind, answer, onChanged }: EditorProps) {
  const { id, mark, values: stored, fixed, choices } = answer;
  const draftKey = `admin.content.${id}`;
  const [written, setWritten] = useState(() => readContentDraft(readDraft(draftKey)));
  const [savedMark, setSavedMark] = useState<string | null>(null);
  // What was saved is shown until the row is read again.
  const draft = written?.mark === savedMark && mark !== savedMark ? null : written;
  const typed: ContentValues = { ...stored, ...draft?.values };
  const [isTried, setTried] = useState(false);
  const forget = () => {
    dropDraft(draftKey);
    setWritten(null);
  };
  const { busy, act } = useAction(() => {
    dropDraft(draftKey);
    setWritten({ mark, values: typed });
    setSavedMark(mark);
    onChanged();
  });
  const values = toSend(kind, typed, fixed);
  const read = useRead(kind, values, fixed);
  const problems = isTried && 'problems' in read ? read.problems : {};
  const isChanged = changedColumns(stored, values).length > 0;
  const change = (column: string, value: FieldValue): void => {
    const next = { mark: draft?.mark ?? mark, values: { ...typed, [column]: value } };
    keepDraft(draftKey, next);
    setWritten(next);
  };
  const save = async (): Promise<void> => {
    setTried(true);
    if ('problems' in read) return;
    await act('save', () => adminActions.saveContent(kind, id, { mark, values: read.values }), words.saved);
  };
  return (
    <Columns>
      <Section title={words.heading}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <Stack gap="md">
            {draft && draft.mark !== mark && <Alert title={words.changedMeanwhile}>{words.changedMeanwhileText}</Alert>}
            <ContentFields
              kind={kind}
              entries={fieldsOf(kind, fixed)}
              typed={typed}
              problems={problems}
              choices={choices}
              onChange={change}
            />
            <FormEnd isUnsaved={isChanged} discard={words.discard} onDiscard={forget}>
              <Button type="submit" disabled={!isChanged} loading={busy === 'save'}>
                {words.save}
              </Button>
            </FormEnd>
          </Stack>
        </form>
      </Section>
      <PreviewSection kind={kind} values={values} fixed={fixed} choices={choices} />
    </Columns>
  );
}

/** What the description of the kind says, and that addresses are of pages that the app has. */
function useRead(kind: EditedKind, values: ContentValues, fixed: FixedValues): ReturnType<typeof readValues> {
  const router = useRouter();
  const read = readValues(kind, values, fixed);
  const isUnknown = (path: unknown): boolean => {
    const [, , found] = router.getMatchedRoutes(String(path));
    return found === undefined;
  };
  if ('problems' in read) return read;
  const unknown = fieldsOf(kind, fixed).filter(
    ([column, { kind: of }]) => of === 'path' && read.values[column] !== null && isUnknown(read.values[column]),
  );
  return unknown.length === 0 ? read : { problems: Object.fromEntries(unknown.map(([column]) => [column, words.noPage])) };
}

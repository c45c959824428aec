// The form of a note, new or known. Of a known one only what was changed is sent, with the fingerprints of the texts that the person
// saw: a text that another device changed meanwhile is kept beside it.
import { Autocomplete, Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { CommandArgs } from '#schema/commands.ts';
import { newId } from '#schema/ids.ts';
import { cleanTags, noteLimits, type NoteKind } from '#schema/notes/rules/note.ts';
import { fingerprint } from '#schema/notes/rules/texts.ts';
import { siteOf, webAddress } from '#schema/notes/rules/url.ts';
import { useRun, useSave } from '#src/modules/use-run.ts';
import { rowsIfReady, useReplica, useRows } from '#src/replica/public.ts';
import { Choice } from '#src/ui/choice.tsx';
import { useCommandForm } from '#src/ui/command-form.ts';
import { dropDraft } from '#src/ui/drafts.ts';
import { FormProblem } from '#src/ui/form-dialog.tsx';
import { TagsField } from '#src/ui/tags-field.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { attachFile, storeFile } from '../commands.ts';
import { fetchLink } from '../fetch-link.ts';
import { fileMarkdown, samePage } from '../model.ts';
import { categoriesInUse, noteTags, referencesOfSite, type NoteDetails, type NoteFile } from '../queries.ts';
import { strings } from '../strings.ts';
import { EditorField } from './editor-field.tsx';
import classes from './notes.module.css';

const words = strings.editor;

interface Values extends Record<string, unknown> {
  kind: NoteKind;
  title: string;
  url: string;
  content: string;
  category: string;
  tags: string[];
  isLater: boolean;
  /** Fingerprints of the texts when the editing began; a draft keeps them. */
  seenTitle: string;
  seenUrl: string;
  seenContent: string;
  seenCategory: string;
}

export interface NewNoteValues {
  kind: NoteKind;
  title?: string;
  url?: string;
  content?: string;
  tags?: string[];
}

const valuesOf = (note: NoteDetails | NewNoteValues): Values => {
  const known = 'id' in note ? note : null;
  return {
    kind: note.kind,
    title: note.title ?? '',
    url: note.url ?? '',
    content: note.content ?? '',
    category: known?.category ?? '',
    tags: note.tags ?? [],
    isLater: true,
    seenTitle: fingerprint(known?.title ?? ''),
    seenUrl: fingerprint(known?.url ?? ''),
    seenContent: fingerprint(known?.content ?? ''),
    seenCategory: fingerprint(known?.category ?? ''),
  };
};

/** A reference without a title is called by its address until the page's title is fetched. */
const titleOf = ({ kind, title, url }: Values): string =>
  (title.trim() || (kind === 'reference' ? (webAddress(url) ?? '') : '')).slice(0, noteLimits.title);

interface Changes {
  title: string;
  content: string;
  category: string | null;
  url: string | null;
  tags: string[];
  seen: Values;
}

const toArgs = (values: Values): Changes => ({
  title: titleOf(values),
  content: values.content,
  category: values.category.trim() || null,
  url: values.kind === 'reference' ? webAddress(values.url) : null,
  tags: values.tags,
  seen: values,
});

interface Saved {
  note: NoteDetails | NewNoteValues;
  id: string;
  /** Files that were chosen before the note was saved. */
  waiting: readonly StoredFile[];
}

type StoredFile = NonNullable<CommandArgs<'notes.add'>['files']>[number];

function useNoteSaving({ note, id, waiting }: Saved) {
  const known = 'id' in note ? note : null;
  const replica = useReplica();
  const save = useSave();
  const create = async (args: Changes) => {
    const { kind, isLater } = args.seen;
    const isLink = kind === 'reference';
    const { seen: _seen, url, ...fields } = args;
    const reading = isLink && isLater ? ('later' as const) : undefined;
    const outcome = await save('notes.add', {
      ...fields,
      kind,
      id,
      ...(isLink && { url }),
      ...(reading && { reading }),
      ...(waiting.length > 0 && { files: [...waiting] }),
    });
    if (outcome.ok && isLink && url !== null) void fetchLink(replica, { id, url }, 'page', true);
    return outcome;
  };
  const change = async ({ seen, tags: next, ...texts }: Partial<Changes>) => {
    const before = known?.tags ?? [];
    const base = seen ?? valuesOf(note);
    const [addTags, removeTags] = [next?.filter((tag) => !before.includes(tag)), before.filter((tag) => !next?.includes(tag))];
    if (Object.keys(texts).length === 0 && next === undefined) return { ok: true as const };
    const outcome = await save('notes.edit', {
      kind: note.kind,
      id,
      ...texts,
      ...(next && { addTags: addTags ?? [], removeTags }),
      base: { title: base.seenTitle, content: base.seenContent, category: base.seenCategory, url: base.seenUrl },
    });
    if (outcome.ok && texts.url) void fetchLink(replica, { id, url: texts.url }, 'page', true);
    return outcome;
  };
  return known ? { change } : { create };
}

interface NoteFormProps {
  note: NoteDetails | NewNoteValues;
  files: readonly NoteFile[];
  onDone(id: string): void;
  onCancel(): void;
}

export function NoteForm({ note, files, onDone, onCancel }: NoteFormProps) {
  const known = 'id' in note ? note : null;
  const [id] = useState(() => known?.id ?? newId());
  const [waiting, setWaiting] = useState<readonly StoredFile[]>([]);
  const saving = useNoteSaving({ note, id, waiting });
  const run = useRun();
  const draftKey = known ? `note.${id}` : `note.new.${note.kind === 'reference' ? 'reference' : 'note'}`;
  const tags = (rowsIfReady(useRows(noteTags())) ?? []).map(({ tag }) => tag);
  const categories = (rowsIfReady(useRows(categoriesInUse())) ?? []).flatMap(({ category }) => category ?? []);

  const form = useCommandForm<Values, Changes>({
    initialValues: valuesOf(note),
    toArgs,
    validate: (values) => ({
      ...(titleOf(values) === '' && (values.kind === 'reference' ? { url: words.needLink } : { title: words.need })),
      ...(values.kind === 'reference' && values.url.trim() !== '' && webAddress(values.url) === null && { url: words.badUrl }),
    }),
    save: saving,
    draftKey,
    onDone: () => onDone(id),
  });
  const { values, setFieldValue, getInputProps } = form.fields;
  const isLink = values.kind === 'reference';
  const onFile = async (file: File): Promise<string | null> => {
    if (known) {
      const attached = await attachFile(run, { kind: known.kind, id }, file);
      return attached && fileMarkdown({ ...attached, type: attached.type });
    }
    try {
      const stored = await storeFile(file);
      setWaiting((before) => [...before, stored]);
      return fileMarkdown(stored);
    } catch {
      showToast({ title: words.attachFailed, message: file.name });
      return null;
    }
  };
  const waitingFiles = waiting.map((file) => ({
    id: file.id,
    note_kind: values.kind,
    note_id: id,
    content_sha256: file.sha256,
    name: file.name,
    mime_type: file.type,
    byte_size: file.size,
    created_at: new Date(0),
  })) as unknown as NoteFile[];
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack gap="md">
        {!known && note.kind !== 'reference' && (
          <Choice<'idea' | 'entry'>
            label={words.kind}
            value={values.kind === 'entry' ? 'entry' : 'idea'}
            options={{ idea: strings.kinds.idea, entry: strings.kinds.entry }}
            onChange={(kind) => setFieldValue('kind', kind)}
          />
        )}
        {isLink && (
          <div>
            <TextInput
              label={words.url}
              placeholder={words.urlHint}
              inputMode="url"
              maxLength={noteLimits.url}
              data-autofocus={!known || undefined}
              {...getInputProps('url')}
            />
            {!known && <KnownPage url={webAddress(values.url)} />}
          </div>
        )}
        <TextInput
          label={isLink ? words.nameOfLink : words.name}
          {...(isLink && !known && { description: words.nameOfLinkHint })}
          maxLength={noteLimits.title}
          data-autofocus={(!known && !isLink) || undefined}
          {...getInputProps('title')}
        />
        <EditorField
          value={values.content}
          onChange={(text) => setFieldValue('content', text)}
          error={getInputProps('content').error}
          files={[...files, ...waitingFiles]}
          onFile={onFile}
          onSubmit={() => form.submit()}
        />
        <TagsField
          label={words.tags}
          placeholder={words.tagsPlaceholder}
          known={tags}
          maxTags={noteLimits.tags}
          clean={cleanTags}
          value={values.tags}
          onChange={(next) => setFieldValue('tags', next)}
        />
        <Autocomplete label={words.category} data={categories} maxLength={noteLimits.category} {...getInputProps('category')} />
        {isLink && !known && (
          <Checkbox
            label={words.readLater}
            checked={values.isLater}
            onChange={(event) => setFieldValue('isLater', event.currentTarget.checked)}
          />
        )}
        <FormProblem form={form} />
        <Group justify="flex-end" gap="xs">
          <Button
            variant="default"
            onClick={() => {
              dropDraft(draftKey);
              onCancel();
            }}
          >
            {strings.cancel}
          </Button>
          <Button type="submit" loading={form.isSaving}>
            {strings.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function KnownPage({ url }: { url: string | null }) {
  const host = url === null ? 'no address' : siteOf(url);
  const found = rowsIfReady(useRows(referencesOfSite(host), { keepWithin: 'notes.known' })) ?? [];
  const same = url === null ? undefined : samePage(found, url);
  if (!same) return null;
  return (
    <Text size="sm" mt={4} role="status">
      {words.known(same.title)}{' '}
      <Link to="/library/notes/$noteId" params={{ noteId: same.id }} className={classes.noteLink}>
        {words.openKnown}
      </Link>
    </Text>
  );
}

// Writes feedback. What is sent of the app's state and of the screen is shown here, as it is sent.
import { Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CommandArgs } from '#schema/commands.ts';
import { APP_FACTS, feedbackLimits, type FeedbackKind } from '#schema/feedback/rules.ts';
import { newId } from '#schema/ids.ts';
import { blobs } from '#src/blobs/public.ts';
import { useSave } from '#src/modules/use-run.ts';
import { useSyncStatus } from '#src/replica/public.ts';
import { choicesOf } from '#src/ui/choice.tsx';
import { useCommandForm } from '#src/ui/command-form.ts';
import { FactList } from '#src/ui/fact-list.tsx';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import { errorToProblem, type SaveOutcome } from '#src/ui/save-outcome.ts';
import { showToast } from '#src/ui/toast.tsx';
import { appState } from '../app-state.ts';
import { strings } from '../strings.ts';
import { PictureField } from './picture-field.tsx';

const words = strings.form;

/** `about`: the address of the page that the person came from. */
export function FeedbackForm({ about, onClose }: { about: string; onClose(): void }) {
  const save = useSave();
  const status = useSyncStatus();
  // As it was when the person opened the form, so that what is shown is what is sent.
  const [app] = useState(() => appState(status));
  // Not in the draft, which holds texts: a form that was closed opens without it.
  const [picture, setPicture] = useState<Blob | null>(null);
  const form = useCommandForm({
    initialValues: { kind: 'bug' as FeedbackKind, title: '', text: '', page: about, withApp: true },
    draftKey: 'feedback.new',
    toArgs: ({ kind, title, text, page, withApp }) => ({
      ...{ kind, title: title.trim(), text: text.trim(), page: page.trim() || null },
      app: withApp ? app : null,
    }),
    validate: ({ title }) => (title.trim() === '' ? { title: words.needName } : {}),
    save: {
      create: (args) => withPicture(picture, (stored) => save('feedback.send', { id: newId(), ...args, picture: stored })),
    },
    onDone: () => {
      showToast({ message: strings.sent });
      onClose();
    },
  });
  const { values, setFieldValue, getInputProps } = form.fields;
  return (
    <FormDialog title={words.title} form={form} onClose={onClose} size="lg">
      <Select
        label={words.kind}
        data={choicesOf(strings.kinds)}
        allowDeselect={false}
        value={values.kind}
        onChange={(kind) => kind && setFieldValue('kind', kind as FeedbackKind)}
      />
      <TextInput label={words.name} maxLength={feedbackLimits.title} data-autofocus {...getInputProps('title')} />
      <Textarea
        label={words.text}
        description={words.textHint}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={feedbackLimits.text}
        {...getInputProps('text')}
      />
      <TextInput label={words.page} description={words.pageHint} maxLength={feedbackLimits.page} {...getInputProps('page')} />
      <PictureField picture={picture} onChange={setPicture} />
      <div>
        <Switch
          label={words.withApp}
          description={words.withAppHint}
          checked={values.withApp}
          onChange={(event) => setFieldValue('withApp', event.currentTarget.checked)}
        />
        {values.withApp && (
          <FactList
            facts={APP_FACTS.flatMap((name) => (app[name] === undefined ? [] : [[words.facts[name], app[name]] as const]))}
          />
        )}
      </div>
    </FormDialog>
  );
}

type StoredPicture = NonNullable<CommandArgs<'feedback.send'>['picture']> | null;

/** Stores the picture on this device first, because only then may a command refer to it. */
async function withPicture(picture: Blob | null, send: (stored: StoredPicture) => Promise<SaveOutcome>): Promise<SaveOutcome> {
  if (picture === null) return send(null);
  try {
    const { sha256 } = await blobs.put(picture);
    return await send({ sha256, type: 'image/jpeg' });
  } catch (thrown) {
    const error = errorToProblem(thrown);
    if (error === null) throw thrown;
    return { ok: false, error, faults: {} };
  }
}

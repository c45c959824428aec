// Writes feedback. What is sent of the app's state is shown here, word for word.
import { Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { APP_FACTS, feedbackLimits, type FeedbackKind } from '#schema/feedback/rules.ts';
import { newId } from '#schema/ids.ts';
import { useSave } from '#src/modules/use-run.ts';
import { useSyncStatus } from '#src/replica/public.ts';
import { choicesOf } from '#src/ui/choice.tsx';
import { useCommandForm } from '#src/ui/command-form.ts';
import { FactList } from '#src/ui/fact-list.tsx';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { appState } from '../app-state.ts';
import { strings } from '../strings.ts';

const words = strings.form;

/** `about`: the address of the page that the person came from. */
export function FeedbackForm({ about, onClose }: { about: string; onClose(): void }) {
  const save = useSave();
  const status = useSyncStatus();
  // As it was when the person opened the form, so that what is shown is what is sent.
  const [app] = useState(() => appState(status));
  const form = useCommandForm({
    initialValues: { kind: 'bug' as FeedbackKind, title: '', text: '', page: about, withApp: true },
    draftKey: 'feedback.new',
    toArgs: ({ kind, title, text, page, withApp }) => ({
      ...{ kind, title: title.trim(), text: text.trim(), page: page.trim() || null },
      app: withApp ? app : null,
    }),
    validate: ({ title }) => (title.trim() === '' ? { title: words.needName } : {}),
    save: { create: (args) => save('feedback.send', { id: newId(), ...args }) },
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

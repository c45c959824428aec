// The dialogs of own prompts and presets.
import { Button, Group, MultiSelect, NativeSelect, NumberInput, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { newId } from '#schema/ids.ts';
import {
  ANSWER_KINDS,
  CATEGORIES,
  DIFFICULTIES,
  readPlan,
  readTexts,
  type AnswerKind,
  type Category,
  type Difficulty,
  type Measure,
} from '#schema/listening/rules/prompts.ts';
import { useRun, useSave } from '#src/modules/use-run.ts';
import { useCommandForm } from '#src/ui/command-form.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { optionsOf } from '../model.ts';
import type { PresetRow, PromptRow } from '../queries.ts';
import { strings } from '../strings.ts';

const words = strings.prompts;

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** What a new prompt begins with. */
const NEW_PROMPT = {
  name: '',
  category: 'balance',
  difficulty: 'beginner',
  prompt_text: '',
  answer_kind: 'note',
  scale_low: null,
  scale_high: null,
  hints: [],
  expected_observations: [],
  seconds: 60,
};

function valuesOf(row: PromptRow | null) {
  const prompt = row ?? NEW_PROMPT;
  return {
    name: prompt.name,
    category: prompt.category as Category,
    difficulty: prompt.difficulty as Difficulty,
    text: prompt.prompt_text,
    answerKind: prompt.answer_kind as AnswerKind,
    scaleLow: prompt.scale_low ?? '',
    scaleHigh: prompt.scale_high ?? '',
    hints: readTexts(prompt.hints).join('\n'),
    expected: readTexts(prompt.expected_observations).join('\n'),
    seconds: prompt.seconds,
  };
}

export function PromptDialog({ prompt, onClose }: { prompt: PromptRow | null; onClose(): void }) {
  const save = useSave();
  const [id] = useState(() => prompt?.id ?? newId());
  const form = useCommandForm({
    initialValues: valuesOf(prompt),
    toArgs: ({ hints, expected, scaleLow, scaleHigh, ...values }) => ({
      ...values,
      scaleLow: scaleLow.trim() === '' ? null : scaleLow,
      scaleHigh: scaleHigh.trim() === '' ? null : scaleHigh,
      hints: lines(hints),
      expected: lines(expected),
      measures: (prompt?.measures ?? []) as Measure[],
    }),
    // The command takes the whole prompt, a new one and a changed one alike.
    save: { create: (args) => save('listening.savePrompt', { id, ...args }) },
    onDone: onClose,
    ...(prompt === null && { draftKey: 'listening.prompt' }),
  });
  const { getInputProps, values } = form.fields;
  const hasScale = values.answerKind === 'grades' || values.answerKind === 'comparison';
  return (
    <FormDialog
      title={prompt ? words.edit(prompt.name) : words.add}
      form={form}
      onClose={onClose}
      aside={prompt && <PutAway command="listening.showPrompt" id={prompt.id} name={prompt.name} onDone={onClose} />}
    >
      <TextInput label={words.name} maxLength={120} data-autofocus {...getInputProps('name')} />
      <Textarea label={words.text} autosize minRows={2} maxLength={1000} {...getInputProps('text')} />
      <Group grow>
        <NativeSelect label={words.category} data={optionsOf(CATEGORIES, strings.categories)} {...getInputProps('category')} />
        <NativeSelect
          label={words.difficulty}
          data={optionsOf(DIFFICULTIES, strings.difficulty)}
          {...getInputProps('difficulty')}
        />
      </Group>
      <NativeSelect label={words.kind} data={optionsOf(ANSWER_KINDS, strings.kinds)} {...getInputProps('answerKind')} />
      {hasScale && (
        <Group grow>
          <TextInput label={words.low} maxLength={60} {...getInputProps('scaleLow')} />
          <TextInput label={words.high} maxLength={60} {...getInputProps('scaleHigh')} />
        </Group>
      )}
      <Textarea label={words.hints} autosize minRows={2} {...getInputProps('hints')} />
      <Textarea label={words.expected} autosize minRows={2} {...getInputProps('expected')} />
      <NumberInput label={words.seconds} min={10} max={900} allowDecimal={false} {...getInputProps('seconds')} />
    </FormDialog>
  );
}

interface PresetDialogProps {
  preset: PresetRow | null;
  prompts: readonly PromptRow[];
  onClose(): void;
}

export function PresetDialog({ preset, prompts: all, onClose }: PresetDialogProps) {
  const save = useSave();
  const [id] = useState(() => preset?.id ?? newId());
  const secondsOf = new Map(all.map((prompt) => [prompt.id, prompt.seconds]));
  const form = useCommandForm({
    initialValues: {
      name: preset?.name ?? '',
      description: preset?.description ?? '',
      prompts: readPlan(preset?.config).map(({ templateId }) => templateId),
    },
    toArgs: ({ prompts: chosen, ...values }) => ({
      ...values,
      prompts: chosen.map((templateId) => ({ templateId, seconds: secondsOf.get(templateId) ?? 60 })),
    }),
    save: { create: (args) => save('listening.savePreset', { id, ...args }) },
    onDone: onClose,
  });
  const { getInputProps } = form.fields;
  return (
    <FormDialog
      title={preset ? words.edit(preset.name) : words.addPreset}
      form={form}
      onClose={onClose}
      aside={preset && <PutAway command="listening.showPreset" id={preset.id} name={preset.name} onDone={onClose} />}
    >
      <Stack gap="md">
        <TextInput label={words.name} maxLength={120} data-autofocus {...getInputProps('name')} />
        <Textarea label={words.presetDescription} autosize maxLength={500} {...getInputProps('description')} />
        <MultiSelect
          label={words.presetPrompts}
          searchable
          data={CATEGORIES.map((category) => ({
            group: strings.categories[category],
            items: all.filter((prompt) => prompt.category === category).map(({ id: value, name }) => ({ value, label: name })),
          }))}
          {...getInputProps('prompts')}
        />
      </Stack>
    </FormDialog>
  );
}

interface PutAwayProps {
  command: 'listening.showPrompt' | 'listening.showPreset';
  id: string;
  name: string;
  onDone(): void;
}

function PutAway({ command, id, name, onDone }: PutAwayProps) {
  const run = useRun();
  const putAway = async () => {
    if (!(await run(command, { id, isShown: false }))) return;
    onDone();
    const bringBack = () => void run(command, { id, isShown: true });
    showToast({ message: words.removed(name), action: { label: strings.undo, run: bringBack } });
  };
  return (
    <Button variant="subtle" color="red.9" onClick={() => void putAway()}>
      {words.remove}
    </Button>
  );
}

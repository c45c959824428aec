// The fields of an ended session: what it was about, and when.
import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { PastTimeFields, type PastTime } from '#src/modules/past-time.tsx';
import { strings } from '../strings.ts';

export interface SessionValues extends PastTime, Record<string, unknown> {
  title: string;
  tag: string;
}

export const SessionFields = ({ form }: { form: UseFormReturnType<SessionValues> }) => (
  <>
    <TextInput label={strings.workingOn} maxLength={200} data-autofocus {...form.getInputProps('title')} />
    <TextInput label={strings.tag} maxLength={60} {...form.getInputProps('tag')} />
    <PastTimeFields values={form.values} errors={form.errors} onChange={(changed) => form.setValues(changed)} />
  </>
);

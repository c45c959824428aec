// Takes the code of a mail and sends it.
import { Button, Group, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { Problem } from '#src/ui/problem.tsx';
import type { AuthResult } from '../auth-request.ts';
import { useWorking } from '../use-working.ts';
import { CodeField, codeOf, codeProblem } from './code-field.tsx';

interface CodeFormProps<Value> {
  /** Where the code was sent. */
  text: string;
  submit: string;
  send(code: string): Promise<AuthResult<Value>>;
  onDone(value: Value): void;
  children?: ReactNode;
}

export function CodeForm<Value>({ text, submit, send, onDone, children }: CodeFormProps<Value>) {
  const { isWorking, error, run } = useWorking();
  const form = useForm({ mode: 'uncontrolled', initialValues: { code: '' }, validate: { code: codeProblem } });
  const onSubmit = form.onSubmit(({ code }) => {
    void run(() => send(codeOf(code))).then((sent) => sent && onDone(sent.value));
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <Text size="sm" role="status">
          {text}
        </Text>
        {children}
        <CodeField key={form.key('code')} {...form.getInputProps('code')} />
        {error && <Problem error={error} />}
        <Group justify="flex-end">
          <Button type="submit" loading={isWorking}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

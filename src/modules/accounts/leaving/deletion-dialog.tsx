// Asks for the deletion of the account. The person types the address, so that no slip of a finger does it.
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { Person } from '#src/replica/public.ts';
import { Problem } from '#src/ui/problem.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { requestDeletion } from './deletion-client.ts';
import { leavingStrings as words } from './strings.ts';

interface DeletionDialogProps {
  person: Extract<Person, { kind: 'signed-in' }>;
  onClose(): void;
}

export function DeletionDialog({ person, onClose }: DeletionDialogProps) {
  const [problem, setProblem] = useState<CadenceError | null>(null);
  const [isSending, setIsSending] = useState(false);
  const form = useForm({
    initialValues: { email: '' },
    validate: {
      email: (email) => (email.trim().toLowerCase() === person.email.toLowerCase() ? null : words.mismatch(person.email)),
    },
  });
  const send = async ({ email }: { email: string }) => {
    setIsSending(true);
    const result = await requestDeletion(person.userId, email.trim());
    setIsSending(false);
    if (!result.ok) return setProblem(result.error);
    showToast({ message: words.requested });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={words.dialogTitle} closeButtonProps={{ 'aria-label': words.cancel }}>
      <form onSubmit={form.onSubmit((values) => void send(values))} noValidate>
        <Stack gap="md">
          <Text>{words.dialogText}</Text>
          <TextInput label={words.confirmEmail} type="email" autoComplete="off" data-autofocus {...form.getInputProps('email')} />
          {problem && <Problem error={problem} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {words.cancel}
            </Button>
            <Button type="submit" color="red.9" loading={isSending}>
              {words.confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

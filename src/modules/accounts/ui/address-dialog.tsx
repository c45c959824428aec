// Changes the address of the account: the new one first, then the code that was mailed there.
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { Problem } from '#src/ui/problem.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { changeAddress, requestAddress } from '../confirm-client.ts';
import { strings } from '../strings.ts';
import { useWorking } from '../use-working.ts';
import { CodeForm } from './code-form.tsx';

const words = strings.address;

export function AddressDialog({ person, onClose }: { person: string; onClose(): void }) {
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <Modal opened onClose={onClose} title={words.title} closeButtonProps={{ 'aria-label': words.keep, size: 44 }}>
      {asked === null ? (
        <NewAddress person={person} onAsked={setAsked} />
      ) : (
        <CodeForm
          text={words.sentTo(asked)}
          submit={words.save}
          send={(code) => changeAddress(person, asked, code)}
          onDone={({ email }) => {
            showToast({ message: words.changed(email) });
            onClose();
          }}
        />
      )}
    </Modal>
  );
}

function NewAddress({ person, onAsked }: { person: string; onAsked(email: string): void }) {
  const working = useWorking();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '' },
    validate: { email: (typed) => (/^\S+@\S+\.\S+$/.test(typed.trim()) ? null : strings.signIn.invalid) },
  });
  const submit = form.onSubmit(({ email }) => {
    void working.run(() => requestAddress(person, email.trim())).then((sent) => sent && onAsked(email.trim()));
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          type="email"
          label={words.field}
          autoComplete="email"
          maxLength={254}
          required
          data-autofocus
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        {working.error && <Problem error={working.error} />}
        <Group justify="flex-end">
          <Button type="submit" loading={working.isWorking}>
            {words.send}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

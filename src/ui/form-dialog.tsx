// A dialog that saves one command: its fields, why it was refused, and the buttons. It stays open while it saves.
import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CommandForm } from './command-form.ts';
import { Problem } from './problem.tsx';

interface FormDialogProps<Values extends Record<string, unknown>> {
  title: string;
  form: CommandForm<Values>;
  onClose(): void;
  /** Beside the buttons: what else can be done with the thing. */
  aside?: ReactNode;
  size?: 'md' | 'lg';
  children: ReactNode;
}

export function FormDialog<Values extends Record<string, unknown>>({
  title,
  form,
  onClose,
  aside,
  size = 'md',
  children,
}: FormDialogProps<Values>) {
  return (
    <Modal opened onClose={onClose} title={title} size={size} closeButtonProps={{ 'aria-label': 'Close', size: 44 }}>
      <form onSubmit={form.submit} noValidate>
        <Stack gap="md">
          {children}
          <FormProblem form={form} />
          <Group justify="space-between" gap="xs">
            {aside ?? <span />}
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={form.isSaving}>
                Save
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Why a form was refused, where no field is to blame. */
export function FormProblem<Values extends Record<string, unknown>>({ form }: { form: CommandForm<Values> }) {
  return form.problem && <Problem error={form.problem} />;
}

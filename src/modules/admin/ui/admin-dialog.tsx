// A dialog of one form that goes to the server.
import { Button, Group, Modal, Stack } from '@mantine/core';
import type { FormEventHandler, ReactNode } from 'react';
import { strings } from '../strings.ts';

interface AdminDialogProps {
  title: string;
  size?: 'md' | 'lg';
  isBusy: boolean;
  onSubmit: FormEventHandler<HTMLFormElement>;
  onClose(): void;
  children: ReactNode;
}

export const AdminDialog = ({ title, size = 'md', isBusy, onSubmit, onClose, children }: AdminDialogProps) => (
  <Modal opened size={size} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': strings.cancel, size: 44 }}>
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        {children}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {strings.cancel}
          </Button>
          <Button type="submit" loading={isBusy}>
            {strings.save}
          </Button>
        </Group>
      </Stack>
    </form>
  </Modal>
);

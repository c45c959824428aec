// Asks before something is lost.
import { Button, Group, Modal, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface ConfirmProps {
  title: string;
  text: ReactNode;
  confirm: string;
  keep: string;
  isDangerous?: boolean;
  onConfirm(): void;
  onClose(): void;
}

export function Confirm({ title, text, confirm, keep, isDangerous = false, onConfirm, onClose }: ConfirmProps) {
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Text component="div" mb="lg">
        {text}
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus={isDangerous || undefined}>
          {keep}
        </Button>
        <Button {...(isDangerous && { color: 'red.9' })} onClick={onConfirm} data-autofocus={!isDangerous || undefined}>
          {confirm}
        </Button>
      </Group>
    </Modal>
  );
}

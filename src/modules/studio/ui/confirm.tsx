// Asks before a track is lost for good.
import { Button, Group, Modal, Text } from '@mantine/core';
import { strings } from '../strings.ts';

interface ConfirmProps {
  title: string;
  text: string;
  confirm: string;
  keep: string;
  onConfirm(): void;
  onClose(): void;
}

export function Confirm({ title, text, confirm, keep, onConfirm, onClose }: ConfirmProps) {
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': strings.close }}>
      <Text mb="lg">{text}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          {keep}
        </Button>
        <Button color="red.9" onClick={onConfirm}>
          {confirm}
        </Button>
      </Group>
    </Modal>
  );
}

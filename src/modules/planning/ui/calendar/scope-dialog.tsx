// Which dates of a repeating event a change is for.
import { Button, Modal, Stack, Text } from '@mantine/core';
import type { Scope } from '../../commands.ts';
import { strings } from '../../strings.ts';

export function ScopeDialog({
  isDeletion,
  onChoose,
  onClose,
}: {
  isDeletion: boolean;
  onChoose(scope: Scope): void;
  onClose(): void;
}) {
  const { scope } = strings;
  return (
    <Modal
      opened
      onClose={onClose}
      title={isDeletion ? scope.deleteTitle : scope.editTitle}
      closeButtonProps={{ 'aria-label': strings.close, size: 44 }}
    >
      <Stack gap="sm">
        <Text>{scope.question}</Text>
        {(['this', 'following', 'all'] as const).map((choice, at) => (
          <Button
            key={choice}
            variant="default"
            size="md"
            data-autofocus={at === 0 || undefined}
            onClick={() => onChoose(choice)}
          >
            {scope[choice]}
          </Button>
        ))}
      </Stack>
    </Modal>
  );
}

// All keys of the app, from the manifests of the modules that are shown.
import { Group, Kbd, Modal, Text } from '@mantine/core';
import { useShownModules } from '#src/modules/shown.ts';
import { isMac } from '#src/ui/keyboard.ts';
import { List, ListRow } from '#src/ui/list.tsx';
import { hideKeys } from '../keys-store.ts';
import { strings } from '../strings.ts';

const words = strings.keys;

/** `mod+K` as the person's keyboard has it. `shift+?` is what one types as `?`. */
const keyNames = (keys: string): string[] =>
  keys
    .replace(/^shift\+\?$/, '?')
    .split('+')
    .map((key) => (key === 'mod' ? (isMac() ? '⌘' : 'Ctrl') : key.length === 1 ? key.toUpperCase() : key));

export function KeysDialog() {
  const shortcuts = useShownModules().flatMap((module) => module.shortcuts ?? []);
  return (
    <Modal opened onClose={hideKeys} title={words.title} closeButtonProps={{ 'aria-label': words.close, size: 44 }}>
      <Text size="sm" c="dimmed" mb="md">
        {words.description}
      </Text>
      <List label={words.title}>
        {[{ keys: 'mod+K', name: words.search }, ...shortcuts].map(({ keys, name }) => (
          <ListRow
            key={keys}
            actions={
              <Group gap={4} wrap="nowrap">
                {keyNames(keys).map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </Group>
            }
          >
            <Text>{name}</Text>
          </ListRow>
        ))}
      </List>
    </Modal>
  );
}

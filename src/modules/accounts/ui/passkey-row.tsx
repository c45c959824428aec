// One passkey: its name, where it lives and when it was used; it can be renamed and removed.
import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconDots, IconFingerprint, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { formatMoment } from '#src/format/days.ts';
import { factLine } from '#src/format/words.ts';
import { Confirm } from '#src/ui/confirm.tsx';
import { ListRow } from '#src/ui/list.tsx';
import { showProblem } from '#src/ui/toast.tsx';
import { removePasskey, renamePasskey } from '../passkey-client.ts';
import type { PasskeyRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { RenameDialog } from './rename-dialog.tsx';
import { WayIcon } from './way-icon.tsx';

const words = strings.waysIn;
const MAX_NAME = 60;

export function PasskeyListRow({ person, passkey }: { person: string; passkey: PasskeyRow }) {
  const [dialog, setDialog] = useState<'closed' | 'rename' | 'remove'>('closed');
  const close = () => setDialog('closed');
  const name = passkey.name ?? words.passkey;
  const remove = async (): Promise<void> => {
    close();
    const removed = await removePasskey(person, passkey.id);
    if (!removed.ok) showProblem(removed.error);
  };
  const menu = (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={words.actionsOf(name)}>
          <IconDots size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={18} aria-hidden />} onClick={() => setDialog('rename')}>
          {words.rename}
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={18} aria-hidden />} onClick={() => setDialog('remove')}>
          {words.remove}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
  return (
    <ListRow actions={menu}>
      <WayIcon icon={<IconFingerprint size={20} aria-hidden />}>
        <Text fw={520}>{name}</Text>
        <Text size="sm" c="dimmed" className="tabular">
          {factLine(
            words.passkey,
            passkey.credential_backed_up ? words.synced : words.onDevice,
            passkey.last_used_at === null
              ? words.addedAt(formatMoment(passkey.created_at))
              : words.usedAt(formatMoment(passkey.last_used_at)),
          )}
        </Text>
      </WayIcon>
      {dialog === 'rename' && (
        <RenameDialog
          words={words}
          name={passkey.name ?? ''}
          maxLength={MAX_NAME}
          rename={(name) => renamePasskey(person, passkey.id, name)}
          onClose={close}
        />
      )}
      {dialog === 'remove' && (
        <Confirm
          isDangerous
          title={words.removeTitle(name)}
          text={words.removeText}
          confirm={words.remove}
          keep={words.keep}
          onClose={close}
          onConfirm={() => void remove()}
        />
      )}
    </ListRow>
  );
}

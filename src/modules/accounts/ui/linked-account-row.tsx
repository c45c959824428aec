// An account at another service that signs in here; it can be unlinked.
import { ActionIcon, Text } from '@mantine/core';
import { IconUnlink } from '@tabler/icons-react';
import { useState } from 'react';
import type { WaysAnswer } from '#schema/protocol/answers.ts';
import { Confirm } from '#src/ui/confirm.tsx';
import { ListRow } from '#src/ui/list.tsx';
import { showProblem } from '#src/ui/toast.tsx';
import { unlinkAccount } from '../provider-client.ts';
import type { LinkedAccountRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { ProviderIcon } from './provider-icon.tsx';
import { WayIcon } from './way-icon.tsx';

const words = strings.waysIn;

interface LinkedAccountProps {
  person: string;
  account: LinkedAccountRow;
  offered: WaysAnswer | null;
}

export function LinkedAccount({ person, account, offered }: LinkedAccountProps) {
  const [isAsking, setAsking] = useState(false);
  const provider = offered?.providers.find(({ issuer }) => issuer === account.provider);
  // Without a network, and after the operator removed the provider, its address names it.
  const name = provider?.name ?? account.provider.replace(/^https?:\/\//, '');
  const unlink = async (): Promise<void> => {
    setAsking(false);
    const unlinked = await unlinkAccount(person, account.id);
    if (!unlinked.ok) showProblem(unlinked.error);
  };
  const button = (
    <ActionIcon aria-label={words.unlinkOf(name)} onClick={() => setAsking(true)}>
      <IconUnlink size={20} aria-hidden />
    </ActionIcon>
  );
  return (
    <ListRow actions={button}>
      <WayIcon icon={<ProviderIcon id={provider?.id} />}>
        <Text fw={520}>{name}</Text>
        <Text size="sm" c="dimmed">
          {account.label ?? words.linked}
        </Text>
      </WayIcon>
      {isAsking && (
        <Confirm
          isDangerous
          title={words.unlinkTitle(name)}
          text={words.unlinkText(name)}
          confirm={words.unlink}
          keep={words.keep}
          onClose={() => setAsking(false)}
          onConfirm={() => void unlink()}
        />
      )}
    </ListRow>
  );
}

// The person's recovery codes: how many are left, and making new ones, which are shown once.
import { Button, CopyButton, Group, Modal, Stack, Text } from '@mantine/core';
import { IconLifebuoy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { Confirm } from '#src/ui/confirm.tsx';
import { Problem } from '#src/ui/problem.tsx';
import { saveFile } from '#src/ui/save-file.ts';
import { countRecoveryCodes, makeRecoveryCodes } from '../recovery-client.ts';
import { strings } from '../strings.ts';
import { WayIcon } from './way-icon.tsx';
import classes from './ways-in.module.css';

const words = strings.recovery;

type Dialog = { kind: 'closed' | 'asking' | 'working'; error?: CadenceError } | { kind: 'shown'; codes: string[] };

/** Null while unknown, as without a network. */
function useCodesLeft(person: string, turn: number): number | null {
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void countRecoveryCodes(person).then((answer) => {
      if (isCurrent && answer.ok) setLeft(answer.value.left);
    });
    return () => {
      isCurrent = false;
    };
  }, [person, turn]);
  return left;
}

export function RecoveryCodes({ person }: { person: string }) {
  const [dialog, setDialog] = useState<Dialog>({ kind: 'closed' });
  const [turn, setTurn] = useState(0);
  const left = useCodesLeft(person, turn);
  const make = async (): Promise<void> => {
    setDialog({ kind: 'working' });
    const made = await makeRecoveryCodes(person);
    setDialog(made.ok ? { kind: 'shown', codes: made.value } : { kind: 'closed', error: made.error });
    setTurn(turn + 1);
  };
  return (
    <Stack gap="sm" align="flex-start">
      <WayIcon icon={<IconLifebuoy size={20} aria-hidden />}>
        <Text fw={520}>{words.title}</Text>
        <Text size="sm" c="dimmed" className="tabular">
          {left === null ? words.about : words.left(left)}
        </Text>
      </WayIcon>
      {'error' in dialog && dialog.error && <Problem error={dialog.error} />}
      <Button
        variant="default"
        loading={dialog.kind === 'working'}
        onClick={() => (left ? setDialog({ kind: 'asking' }) : void make())}
      >
        {left ? words.makeNew : words.make}
      </Button>
      {dialog.kind === 'asking' && (
        <Confirm
          title={words.makeNew}
          text={words.replaces}
          confirm={words.makeNew}
          keep={words.keep}
          onClose={() => setDialog({ kind: 'closed' })}
          onConfirm={() => void make()}
        />
      )}
      {dialog.kind === 'shown' && <ShownCodes codes={dialog.codes} onClose={() => setDialog({ kind: 'closed' })} />}
    </Stack>
  );
}

/** Closes only by its button, because the codes cannot be shown again. */
function ShownCodes({ codes, onClose }: { codes: string[]; onClose(): void }) {
  const text = `${codes.join('\n')}\n`;
  const save = () => saveFile(new Blob([text], { type: 'text/plain' }), words.file);
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.shownTitle}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <Stack gap="md">
        <Text>{words.shownText}</Text>
        <ul className={classes.codes}>
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <Group gap="xs">
          <CopyButton value={text}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? words.copied : words.copy}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" onClick={save}>
            {words.save}
          </Button>
        </Group>
        <Button onClick={onClose}>{words.saved}</Button>
      </Stack>
    </Modal>
  );
}

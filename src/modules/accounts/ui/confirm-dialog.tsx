// Asks whether it is still the same person: by a passkey, or by the code of a mail.
import { Anchor, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconFingerprint, IconMail } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { Problem } from '#src/ui/problem.tsx';
import { confirmByCode, requestConfirmMail } from '../confirm-client.ts';
import { showingConfirmation, useConfirmStore } from '../confirming.ts';
import { canUsePasskeys, confirmByPasskey } from '../passkey-client.ts';
import { passkeys } from '../queries.ts';
import { strings } from '../strings.ts';
import { useWorking } from '../use-working.ts';
import { CodeForm } from './code-form.tsx';

const words = strings.confirm;

interface Person {
  userId: string;
  email: string;
}

/** Where a page has requests that may need a confirmation. */
export function ConfirmQuestion({ person }: { person: Person }) {
  const answer = useConfirmStore((state) => state.answer);
  useEffect(showingConfirmation, []);
  return answer && <ConfirmDialog person={person} onAnswer={answer} />;
}

type Step = { kind: 'choosing' } | { kind: 'code'; mailbox: string | undefined };

function ConfirmDialog({ person, onAnswer }: { person: Person; onAnswer(isConfirmed: boolean): void }) {
  const [step, setStep] = useState<Step>({ kind: 'choosing' });
  const hasPasskey = (rowsIfReady(useRows(passkeys()))?.length ?? 0) > 0 && canUsePasskeys();
  const working = useWorking();
  const confirmWithPasskey = async (): Promise<void> => {
    if (await working.run(() => confirmByPasskey(person.userId))) onAnswer(true);
  };
  const sendMail = async (): Promise<void> => {
    const sent = await working.run(() => requestConfirmMail(person.userId));
    if (sent) setStep({ kind: 'code', mailbox: sent.value.mailbox });
  };
  return (
    <Modal opened onClose={() => onAnswer(false)} title={words.title} closeButtonProps={{ 'aria-label': words.keep, size: 44 }}>
      <Stack gap="md">
        <Text size="sm">{words.text}</Text>
        {working.error && <Problem error={working.error} />}
        {step.kind === 'choosing' && (
          <Group gap="xs">
            {hasPasskey && (
              <Button
                leftSection={<IconFingerprint size={20} aria-hidden />}
                loading={working.isWorking}
                onClick={() => void confirmWithPasskey()}
              >
                {words.passkey}
              </Button>
            )}
            <Button
              variant={hasPasskey ? 'default' : 'filled'}
              leftSection={<IconMail size={20} aria-hidden />}
              loading={working.isWorking}
              onClick={() => void sendMail()}
            >
              {words.mail}
            </Button>
          </Group>
        )}
        {step.kind === 'code' && (
          <CodeForm
            text={words.sentTo(person.email)}
            submit={words.confirm}
            send={(code) => confirmByCode(person.userId, code)}
            onDone={() => onAnswer(true)}
          >
            {step.mailbox !== undefined && (
              <Anchor href={step.mailbox} target="_blank" size="sm">
                {words.mailbox}
              </Anchor>
            )}
          </CodeForm>
        )}
      </Stack>
    </Modal>
  );
}

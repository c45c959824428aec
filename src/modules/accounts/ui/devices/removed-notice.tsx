// Says on a removed device that it was removed, until somebody signs in on it.
import { Alert } from '@mantine/core';
import { IconDeviceMobileOff } from '@tabler/icons-react';
import { usePerson } from '#src/replica/public.ts';
import { strings } from '../../device-strings.ts';

const words = strings.notice;

export function RemovedNotice() {
  const person = usePerson();
  if (!person?.removed) return null;
  return (
    <Alert icon={<IconDeviceMobileOff size={20} />} color="yellow" title={words.title} role="status">
      {person.kind === 'local' ? words.erased : words.kept}
    </Alert>
  );
}

// An expected error in words: what happened and what the person can do, from the one catalogue.
import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { errorCatalogue, type CadenceError } from '#schema/protocol/errors.ts';

export function Problem({ error }: { error: CadenceError }) {
  const { what, todo } = errorCatalogue[error.code];
  return (
    <Alert icon={<IconAlertTriangle size={20} />} color="red" title={what} role="alert">
      {[error.detail, todo].filter(Boolean).join(' ')}
    </Alert>
  );
}

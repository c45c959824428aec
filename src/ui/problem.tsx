// An expected error in words: what happened and what the person can do, from the one catalogue.
import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { errorCatalogue, type CadenceError } from '#schema/protocol/errors.ts';

interface ProblemProps {
  error: CadenceError;
  /** Given where the failed work can be run again from here. */
  onRetry?: (() => void) | undefined;
}

export function Problem({ error, onRetry }: ProblemProps) {
  const { what, todo } = errorCatalogue[error.code];
  return (
    <Alert icon={<IconAlertTriangle size={20} />} color="red" title={what} role="alert">
      {[error.detail, todo].filter(Boolean).join(' ')}
      {onRetry && (
        <div>
          <Button variant="default" mt="sm" onClick={onRetry}>
            Try again
          </Button>
        </div>
      )}
    </Alert>
  );
}

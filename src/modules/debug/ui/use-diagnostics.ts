// The replica's figures, read again every second while the panel is open. They are no rows, so there is nothing to subscribe to.
import { useEffect, useState } from 'react';
import type { ReplicaDiagnostics } from '#src/replica/api.ts';
import { useReplica } from '#src/replica/public.ts';

const READ_EVERY_MS = 1_000;

export function useDiagnostics(): ReplicaDiagnostics | null {
  const replica = useReplica();
  const [diagnostics, setDiagnostics] = useState<ReplicaDiagnostics | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isCurrent = true;
    const read = async () => {
      const figures = await replica.diagnostics();
      if (!isCurrent) return;
      setDiagnostics(figures);
      timer = setTimeout(() => void read(), READ_EVERY_MS);
    };
    void read();
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [replica]);
  return diagnostics;
}

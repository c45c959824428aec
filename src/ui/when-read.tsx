// What a page shows of rows it reads: a stand-in while they are read, the failure with a way to try again, or the rows.
import type { ReactNode } from 'react';
import { Problem } from './problem.tsx';

interface FailedRead {
  kind: 'failed';
  message: string;
  retry(): void;
}

/** A query of the replica failed: the fault is on this device, not on the server. */
export const ReadProblem = ({ failed: { message, retry } }: { failed: FailedRead }) => (
  <Problem error={{ code: 'unreadable_here', detail: message }} onRetry={retry} />
);

export type Unready = { kind: 'loading' } | FailedRead;

/** A query in one of its states; `Ready` has the rows. */
export type Read<Ready extends { kind: 'ready' }> = Unready | Ready;

interface WhenReadProps<Ready extends { kind: 'ready' }> {
  read: Read<Ready>;
  /** Takes the room of the rows, so that nothing jumps. */
  loading: ReactNode;
  children(ready: Ready): ReactNode;
}

export function WhenRead<Ready extends { kind: 'ready' }>({ read, loading, children }: WhenReadProps<Ready>) {
  switch (read.kind) {
    case 'loading':
      return loading;
    case 'failed':
      return <ReadProblem failed={read} />;
    case 'ready':
      return children(read);
  }
}

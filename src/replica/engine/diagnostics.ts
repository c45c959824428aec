// What /debug shows about a replica.
import type { ShapeScope } from '#schema/protocol/feed.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { ReplicaDiagnostics } from '../api.ts';
import type { Session } from '../applier/database.ts';
import type { FeedCursor } from '../applier/feed-buffer.ts';
import type { MachineState } from '../machine/types.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { OpenedReplica } from './ports.ts';

/** /debug shows only the first commands of a long outbox. */
const COMMANDS_SHOWN = 200;

interface DescribedReplica {
  outbox: Outbox;
  replica: OpenedReplica;
  tables: ReplicaDiagnostics['replica']['tables'];
  cursors: Partial<Record<ShapeScope, FeedCursor>>;
  state: MachineState;
  lastError: CadenceError | null;
}

export function describeReplica({ outbox, replica, tables, cursors, state, lastError }: DescribedReplica): ReplicaDiagnostics {
  const { backing, bytes, clientId, pending } = outbox;
  const { kind, facts } = state;
  return {
    role: 'leader',
    clientId,
    outbox: {
      backing: backing === 'opfs' ? 'opfs' : 'indexeddb',
      bytes,
      pending: pending.slice(0, COMMANDS_SHOWN).map(({ id, name, at }) => ({ id, name, at })),
    },
    cursors: Object.entries(cursors).map(([scope, cursor]) => ({ scope, ...cursor })),
    machine: facts.push.kind === 'idle' ? kind : `${kind}, push ${facts.push.kind}`,
    replica: { opened: replica.opened, schema: replica.schema, openMs: replica.openMs, tables },
    lastError,
  };
}

/** Exact counts, without tables that have no rows. */
export async function countRows(session: Session): Promise<{ name: string; rows: number }[]> {
  const { rows: names } = await session.query(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind = 'r' and pg_relation_size(c.oid) > 0 order by c.relname`,
  );
  const tables: { name: string; rows: number }[] = [];
  for (const { name } of names as { name: string }[]) {
    const { rows } = await session.query(`select count(*)::int as count from public."${name}"`);
    const { count } = rows[0] as { count: number };
    if (count > 0) tables.push({ name, rows: count });
  }
  return tables;
}

// The roles and entitlements of the server, read once a page.
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { RolesAnswer } from '#schema/protocol/admin.ts';
import { readRoles } from './admin-client.ts';
import { useServerList } from './use-server-list.ts';

type RolesRead = { kind: 'loading' } | { kind: 'failed'; error: CadenceError } | { kind: 'ready'; answer: RolesAnswer };

export function useRoles(): { read: RolesRead; reload(): void } {
  const { list, reload } = useServerList('roles', async () => {
    const result = await readRoles();
    return result.ok ? { ok: true, value: { ...result.value, next: null } } : result;
  });
  const [answer] = list.kind === 'ready' ? list.answers : [];
  if (list.kind === 'failed') return { read: list, reload };
  return { read: answer ? { kind: 'ready', answer } : { kind: 'loading' }, reload };
}

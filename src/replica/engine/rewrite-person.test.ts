import { expect, it } from 'vitest';
import { idFromParts, newId } from '#schema/ids.ts';
import type { CommandRecord } from '../outbox/records.ts';
import { planIdChanges, rewriteCommands } from './rewrite-person.ts';

const [local, account] = [newId(), newId()];
const tick = (user: string) => idFromParts(user, 'tick', 'habit', '2026-11-22');
const reward = (user: string) => idFromParts(user, `reward:${tick(user)}`);
const record = (args: unknown): CommandRecord => ({
  kind: 'command',
  seq: 1,
  clientId: 'c',
  id: 1,
  name: 'n',
  version: 1,
  args,
  at: '2026-11-22T00:00:00.000Z',
  callKey: 'k',
});

it('gives derived ids, and ids derived from those, the value that the account’s other devices compute', () => {
  const changes = planIdChanges(local, account, [
    { id: reward(local), parts: [`reward:${tick(local)}`] },
    { id: tick(local), parts: ['tick', 'habit', '2026-11-22'] },
  ]);
  const made = newId();
  const [command] = rewriteCommands([record({ id: tick(local), of: [reward(local)], note: `see ${local}`, made })], changes);
  expect(command?.args).toEqual({ id: tick(account), of: [reward(account)], note: `see ${account}`, made });
});

import { expect, test } from 'vitest';
import { noticeReach } from './notice-permission.ts';

const all = { permission: 'granted', isSignedIn: true, canPush: true, hasFailed: false } as const;

test.each([
  ['an iPhone’s browser says that the app has to be installed', { permission: 'needs-install' }, 'needs-install'],
  ['a browser without notifications', { permission: 'unsupported' }, 'unsupported'],
  ['a permission refused', { permission: 'denied' }, 'denied'],
  ['a permission not asked for yet', { permission: 'default' }, 'not-asked'],
  ['nobody signed in: the server has nobody to notify', { isSignedIn: false }, 'open: signed out'],
  ['a browser without push', { canPush: false }, 'open: no push'],
  ['a subscription that failed', { hasFailed: true }, 'open: not registered'],
  ['everything in place', {}, 'closed too'],
] as const)('%s', (_what, differs, reach) => {
  expect(noticeReach({ ...all, ...differs })).toBe(reach);
});

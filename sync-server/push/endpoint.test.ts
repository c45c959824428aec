// The server sends no request into its own network, whatever endpoint a browser registers.
import { expect, test } from 'vitest';
import { endpointProblem, isPublicAddress, lookUpPublic } from './endpoint.ts';

test.each([
  'https://fcm.googleapis.com/fcm/send/abc',
  'https://updates.push.services.mozilla.com/wpush/v2/abc',
  'https://web.push.apple.com/abc',
  'https://8.8.8.8/push',
])('%s is a push service', (endpoint) => {
  expect(endpointProblem(endpoint, false)).toBeNull();
});

test.each([
  'http://fcm.googleapis.com/fcm/send/abc',
  'https://localhost/push',
  'https://push.localhost/push',
  'https://postgres:5432/',
  'https://127.0.0.1/push',
  'https://2130706433/push',
  'https://10.1.2.3/push',
  'https://169.254.169.254/latest/meta-data',
  'https://[::1]/push',
  'https://[::ffff:10.0.0.1]/push',
  'https://[fd00::1]/push',
  'https://user:secret@web.push.apple.com/abc',
  'file:///etc/passwd',
  'nonsense',
  `https://web.push.apple.com/${'x'.repeat(3_000)}`,
])('%s is refused', (endpoint) => {
  expect(endpointProblem(endpoint, false)).not.toBeNull();
});

test('a host name that resolves to a private address is not connected to', async () => {
  expect(isPublicAddress('127.0.0.1')).toBe(false);
  const looked = new Promise((resolve) => {
    lookUpPublic('localhost', { all: true }, (error) => resolve(error?.message));
  });
  expect(await looked).toBe('localhost has no public address');
});

// The service worker shows a notification for every push, and opens only pages of its own app.
import { expect, test } from 'vitest';
import { readPushPayload } from './push.ts';

const payload = { title: 'Rest is over', body: 'Next set when you are ready.', url: '/train', tag: 'cadence-rest_end' };

test('a payload is read with its required fields, and with no others', () => {
  expect(readPushPayload(JSON.stringify({ ...payload, more: 'of a newer server' }))).toEqual(payload);
});

test.each([
  undefined,
  '',
  'null',
  '[]',
  JSON.stringify({ ...payload, title: 7 }),
  JSON.stringify({ ...payload, url: 'https://elsewhere.example/' }),
  JSON.stringify({ ...payload, url: '//elsewhere.example/' }),
  JSON.stringify({ ...payload, url: '/\\elsewhere.example/' }),
])('%j becomes a notification that opens the app', (text) => {
  expect(readPushPayload(text)).toMatchObject({ title: 'Cadence', url: '/' });
});

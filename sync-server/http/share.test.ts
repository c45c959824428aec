import { expect, test } from 'vitest';
import { shareRoutes } from './share.ts';

const post = (body: BodyInit | null, headers: Record<string, string> = {}) =>
  shareRoutes().request('/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);

async function share(fields: Record<string, string | File>): Promise<string | null> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const request = new Request('http://x/', { method: 'POST', body: form });
  const body = await request.arrayBuffer();
  const answer = await post(body, {
    'content-type': request.headers.get('content-type') ?? '',
    'content-length': String(body.byteLength),
  });
  expect(answer.status).toBe(303);
  return answer.headers.get('location');
}

test('text shared before the service worker is installed opens the capture page', async () => {
  expect(await share({ title: 'A & B', text: '', url: 'https://example.org/?q=1#x' })).toBe(
    '/capture?title=A%20%26%20B&url=https%3A%2F%2Fexample.org%2F%3Fq%3D1%23x',
  );
  expect(await share({})).toBe('/capture');
});

test('files shared before the service worker is installed open the Studio, which reports that they were lost', async () => {
  expect(await share({ title: 'x', files: new File(['abc'], 'a.mp3') })).toBe('/studio?shared=missed');
  expect(await share({ files: new File([new Uint8Array(2_000_000)], 'a.mp3') })).toBe('/studio?shared=missed');
  expect(await share({ title: 'x', files: new File([], 'empty.mp3') })).toBe('/capture?title=x');
});

test('a body that is not a form still opens a page', async () => {
  for (const [type, body] of [
    ['text/plain', 'words'],
    ['multipart/form-data', 'no boundary'],
    ['multipart/form-data; boundary=x', '--x'],
    ['application/x-www-form-urlencoded', '%'],
  ] as const) {
    const answer = await post(body, { 'content-type': type, 'content-length': String(body.length) });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/capture']);
  }
  expect((await shareRoutes().request('/')).headers.get('location')).toBe('/capture');
});

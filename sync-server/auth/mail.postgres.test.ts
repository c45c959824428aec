// The sign-in mail: in the development mailbox of the browser that requested it, or by SMTP.
import { connect } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askForMail, mailFrom } from '#tests/protocol/sign-in-mail.ts';
import { post, startTestServer, type TestServer } from '#tests/protocol/test-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const mailbox = async (headers: Record<string, string>) => {
  const answer = await fetch(`${server.url}/dev/mailbox`, { headers: { accept: 'application/json', ...headers } });
  return answer.ok ? ((await answer.json()) as { mails: { to: string; link: string; code: string }[] }).mails : answer.status;
};

test('a mail is shown in the development mailbox to the browser that requested it, and to no other', async () => {
  const { cookie, token, code } = await mailFrom(server, 'hedy@example.test');
  expect(await mailbox({ cookie })).toEqual([
    {
      to: 'hedy@example.test',
      link: expect.stringContaining(`/sign-in?token=${token}`) as string,
      code,
      at: expect.any(String) as string,
    },
  ]);
  expect(((await mailbox({ cookie })) as { link: string }[])[0]?.link).toMatch(
    /^http:\/\/127\.0\.0\.1:\d+\/sign-in\?token=[\w-]{43}$/,
  );
  const page = await fetch(`${server.url}/dev/mailbox`, { headers: { cookie } });
  expect(await page.text()).toContain('hedy@example.test');
  const other = await mailFrom(server, 'otto@example.test');
  expect(await mailbox({ cookie: other.cookie })).toMatchObject([{ to: 'otto@example.test' }]);
  expect(await mailbox({})).toEqual([]);
  expect(await mailbox({ cookie: 'cadence_browser=' })).toEqual([]);
});

test.each(['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via'])(
  'a mail is not shown for a request that a proxy forwards with %s',
  async (header) => {
    const { cookie } = await mailFrom(server, 'hedy@example.test');
    expect(await mailbox({ cookie, [header]: '203.0.113.5' })).toBe(403);
  },
);

test('a mail is not shown for an HTTP/1.0 request, which a proxy without headers sends', async () => {
  const { port } = new URL(server.url);
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.write('GET /dev/mailbox HTTP/1.0\r\nHost: localhost\r\n\r\n'));
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.on('close', () => resolve(text));
  });
  expect(answer).toMatch(/^HTTP\/1\.1 403 /);
});

test('a mail is sent by SMTP when SMTP is configured, with a link to PUBLIC_URL, and there is no mailbox page', async () => {
  const received: string[] = [];
  const smtp = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push(Buffer.concat(chunks).toString());
        done();
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  const address = smtp.server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const mailing = await startTestServer({
    env: { smtpUrl: `smtp://127.0.0.1:${port}`, publicUrl: 'https://cadence.example', isHttps: true },
  });
  try {
    const answer = await askForMail(mailing, 'ida@example.test');
    expect(answer.status).toBe(200);
    expect(answer.headers.getSetCookie()[0]).toMatch(/^__Host-cadence_browser=/);
    await expect.poll(() => received.length).toBe(1);
    // Quoted-printable encodes = as =3D and folds lines.
    const text = (received[0] ?? '').replace(/=\r\n/g, '').replaceAll('=3D', '=');
    const token = /https:\/\/cadence\.example\/sign-in\?token=([\w-]{43})/.exec(text)?.[1] ?? '';
    expect(text).toContain('To: ida@example.test');
    expect((await fetch(`${mailing.url}/dev/mailbox`)).status).toBe(404);
    expect(mailing.printed).toEqual([]);
    const code = /(\d{4} \d{4})/.exec(text)?.[1] ?? '';
    const from = (origin: string) => post(`${mailing.url}/v1/auth/email/verify`, { token, code }, { origin });
    // Anybody on the network path can write a page that is served over plain HTTP.
    expect((await from('http://cadence.example')).status).toBe(403);
    expect((await from(mailing.url)).status).toBe(403);
    const verified = await from('https://cadence.example');
    expect(verified.headers.getSetCookie()[0]).toMatch(/^__Host-cadence_session=.*Path=\/.*Secure/);
    expect(verified.headers.getSetCookie()[0]).not.toContain('Domain');
    expect(verified.headers.get('strict-transport-security')).toContain('max-age');
  } finally {
    await mailing.close();
    await new Promise<void>((resolve) => smtp.close(() => resolve()));
  }
});

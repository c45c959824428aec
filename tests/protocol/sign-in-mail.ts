// Requests a sign-in mail of a server under test, and reads it where the server without SMTP prints it.
import { cookiesOf, post, type TestServer } from './test-server.ts';

/** The contents of a mail, and the cookie of the browser that requested it. */
export interface SignInMail {
  token: string;
  code: string;
  cookie: string;
}

export const askForMail = (server: TestServer, email: string, headers: Record<string, string> = {}) =>
  post(`${server.url}/v1/auth/email`, { email }, headers);

export async function mailFrom(server: TestServer, email: string, headers: Record<string, string> = {}): Promise<SignInMail> {
  const answer = await askForMail(server, email, headers);
  const [, token = '', code = ''] = /token=(\S+) or code (\d{8})/.exec(server.printed.at(-1) ?? '') ?? [];
  return { token, code, cookie: cookiesOf(answer) || (headers['cookie'] ?? '') };
}

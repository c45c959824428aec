// A server in place of ours: gives the answers of a captive portal, a hotel's proxy or a broken gateway.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

const PAGE = '<!doctype html><html><title>Welcome</title><form action="/login">Room number</form></html>';

const html = (response: ServerResponse, status: number, headers: Record<string, string> = {}) =>
  response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(PAGE);
const json = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

/** Headers of the shape protocol, which make an answer more credible. */
const SHAPE = { 'electric-handle': 'h', 'electric-offset': '0_0', 'electric-schema': '{}', 'electric-up-to-date': '' };

export const FOREIGN_ANSWERS = {
  'a page with status 200': (response) => html(response, 200),
  'JSON of another shape': (response) => json(response, 200, { status: 'ok', login: 'required' }, SHAPE),
  'an empty list': (response) => json(response, 200, [], {}),
  'a list of another shape': (response) => json(response, 200, [{ key: 'a', value: null, headers: {} }, 'x'], SHAPE),
  null: (response) => json(response, 200, null, SHAPE),
  'half of JSON': (response) =>
    response.writeHead(200, { 'content-type': 'application/json', ...SHAPE }).end('{"lastCommandId":1,"outcomes":[{"id"'),
  'a body that breaks off': (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000', ...SHAPE });
    response.write('[{"key":');
    response.socket?.destroySoon();
  },
  'nothing, with status 200': (response) => response.writeHead(200).end(),
  'status 204': (response) => response.writeHead(204).end(),
  'a redirect to a login page': (response) => html(response, 302, { location: '/login' }),
  'a redirect that keeps the method': (response) => html(response, 307, { location: '/login' }),
  'network authentication required': (response) => html(response, 511),
  'a page with status 401': (response) => html(response, 401, { 'www-authenticate': 'Basic realm="hotel"' }),
  'JSON with status 401': (response) => json(response, 401, { error: 'login required' }),
  'a page with status 403': (response) => html(response, 403),
  'a page with status 404': (response) => html(response, 404),
  'JSON with status 404': (response) => json(response, 404, { message: 'no such route' }),
  'a page with status 409': (response) => html(response, 409),
} satisfies Record<string, (response: ServerResponse) => unknown>;

export type ForeignAnswer = keyof typeof FOREIGN_ANSWERS;
export const foreignAnswers = Object.keys(FOREIGN_ANSWERS) as ForeignAnswer[];

export interface ForeignServer {
  url: string;
  answerWith(kind: ForeignAnswer): void;
  /** Answers as our own server would. */
  answerJson(body: unknown): void;
  /** `METHOD path` of each request. */
  readonly asked: string[];
  close(): Promise<void>;
}

export async function startForeignServer(): Promise<ForeignServer> {
  let answer: (response: ServerResponse) => unknown = FOREIGN_ANSWERS['a page with status 200'];
  const asked: string[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    asked.push(`${request.method} ${request.url}`);
    // The login page itself.
    if (request.url === '/login') html(response, 200);
    else request.resume().on('end', () => answer(response));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    answerWith: (kind) => (answer = FOREIGN_ANSWERS[kind]),
    answerJson: (body) => (answer = (response) => json(response, 200, body)),
    asked,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

// The server reaches no private address, whatever it is given, and reads no more and no longer than it may. Two addresses of this
// machine stand for the public web (127.0.0.2) and for a private network (127.0.0.1); the rule about real addresses is tested alone.
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isPublicAddress } from '../push/endpoint.ts';
import { createGuardedFetch, type Resolved } from './guarded-fetch.ts';
import { createLinks } from './links.ts';
import { pageFacts } from './page-facts.ts';
import { pictureType } from './pictures.ts';

const PUBLIC = '127.0.0.2';
const PRIVATE = '127.0.0.1';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let web: http.Server;
let inside: http.Server;
let port = 0;
let insidePort = 0;
const asked: string[] = [];
const askedInside: string[] = [];
const names = new Map<string, readonly Resolved[]>();
let resolutions = 0;

const at = (address: string): Resolved => ({ address, family: address.includes(':') ? 6 : 4 });

const resolve = async (hostname: string): Promise<readonly Resolved[]> => {
  resolutions += 1;
  const found = names.get(hostname);
  if (!found) throw new Error('ENOTFOUND');
  return found;
};

const listening = (handler: (request: IncomingMessage, response: ServerResponse) => void, host: string) =>
  new Promise<http.Server>((done) => {
    const server = http.createServer(handler).listen(0, host, () => done(server));
  });

function answer(request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? '';
  asked.push(`${request.headers.host} ${path}`);
  const html = (text: string, headers: Record<string, string> = {}) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(text);
  if (path.startsWith('/to?')) return void response.writeHead(302, { location: decodeURIComponent(path.slice(4)) }).end();
  if (path === '/loop') return void response.writeHead(302, { location: '/loop' }).end();
  if (path === '/gone') return void response.writeHead(410).end();
  if (path === '/broken') return void response.writeHead(503).end();
  if (path === '/members') return void response.writeHead(403).end();
  if (path === '/silent') return;
  if (path === '/slow') {
    response.writeHead(200, { 'content-type': 'text/html' }).write('<title>slow');
    return;
  }
  if (path === '/endless') {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.write('<title>Endless</title>');
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(64 * 1024)));
      if (!response.destroyed) response.once('drain', more);
    };
    return more();
  }
  if (path === '/bomb') {
    response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' });
    return void response.end(gzipSync(Buffer.alloc(50_000_000, 'a')));
  }
  if (path === '/packed')
    return void response
      .writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' })
      .end(gzipSync('<title>Packed</title>'));
  if (path === '/icon.png' || path === '/favicon.ico')
    return void response.writeHead(200, { 'content-type': 'image/png' }).end(PNG);
  if (path === '/lie.png') return void response.writeHead(200, { 'content-type': 'image/png' }).end('<svg onload=alert(1)>');
  html('<title>A  page</title><meta name=description content="About &amp; more"><link rel=icon href=/icon.png>');
}

beforeAll(async () => {
  web = await listening(answer, PUBLIC);
  inside = await listening((request, response) => {
    askedInside.push(request.url ?? '');
    response.end('secret');
  }, PRIVATE);
  port = (web.address() as AddressInfo).port;
  insidePort = (inside.address() as AddressInfo).port;
});

afterAll(() => {
  for (const server of [web, inside]) {
    server.closeAllConnections();
    server.close();
  }
});

beforeEach(() => {
  asked.length = 0;
  askedInside.length = 0;
  names.clear();
  names.set('site.test', [at(PUBLIC)]);
  names.set('inside.test', [at(PRIVATE)]);
});

const get = createGuardedFetch({ resolve, isAllowed: (address) => address === PUBLIC, withinMs: 1_500 });
const options = { accept: '*/*', mostBytes: 100_000 };
const site = (path: string) => `http://site.test:${port}${path}`;

describe('the guard', () => {
  test('lets the public web through, under its own name', async () => {
    expect(await get(site('/a'), options)).toMatchObject({ kind: 'answered', status: 200, url: site('/a') });
    expect(asked).toEqual([`site.test:${port} /a`]);
  });

  test('refuses a private address, a name of one, and a name of which one address is private', async () => {
    names.set('both.test', [at(PUBLIC), at(PRIVATE)]);
    for (const host of [
      PRIVATE,
      'inside.test',
      'both.test',
      'localhost',
      'a.localhost',
      '[::1]',
      '2130706433',
      '0x7f.1',
      '127.1',
    ]) {
      expect(await get(`http://${host}:${insidePort}/`, options), host).toEqual({ kind: 'blocked' });
    }
    expect(askedInside).toEqual([]);
  });

  test('checks every redirect', async () => {
    for (const target of [
      `http://${PRIVATE}:${insidePort}/`,
      `http://inside.test:${insidePort}/`,
      'file:///etc/passwd',
      'http://site.test:22/',
    ]) {
      expect(await get(site(`/to?${encodeURIComponent(target)}`), options), target).toEqual({ kind: 'blocked' });
    }
    expect(askedInside).toEqual([]);
    expect(await get(site(`/to?${encodeURIComponent('/a')}`), options)).toMatchObject({ kind: 'answered', url: site('/a') });
    expect(await get(site('/loop'), options)).toEqual({ kind: 'unreachable' });
  });

  test('connects to the address that it checked, whatever the name resolves to a moment later', async () => {
    let turn = 0;
    const rebinding = createGuardedFetch({
      resolve: async () => [at(turn++ === 0 ? PUBLIC : PRIVATE)],
      isAllowed: (address) => address === PUBLIC,
      withinMs: 1_500,
    });
    expect(await rebinding(`http://rebind.test:${port}/a`, options)).toMatchObject({ kind: 'answered', status: 200 });
    expect(turn).toBe(1);
    expect(await rebinding(`http://rebind.test:${insidePort}/a`, options)).toEqual({ kind: 'blocked' });
    expect(askedInside).toEqual([]);
  });

  test('refuses other schemes, passwords and the ports of other services', async () => {
    resolutions = 0;
    for (const url of [
      'ftp://site.test/',
      'javascript:alert(1)',
      'http://user:secret@site.test/',
      'http://site.test:25/',
      'nothing',
      '',
    ]) {
      expect(await get(url, options), url).toEqual({ kind: 'blocked' });
    }
    expect(resolutions).toBe(0);
  });

  test('a name that nobody has is unknown; what does not answer is unreachable within the time', async () => {
    expect(await get('http://nobody.test/', options)).toEqual({ kind: 'unknown' });
    const from = performance.now();
    expect(await get(site('/silent'), options)).toEqual({ kind: 'unreachable' });
    expect(await get(site('/slow'), options)).toEqual({ kind: 'unreachable' });
    expect(performance.now() - from).toBeLessThan(8_000);
  });

  test('an endless answer and a bomb are cut, and a packed one is unpacked', async () => {
    for (const path of ['/endless', '/bomb']) {
      const fetched = await get(site(path), options);
      expect(fetched, path).toMatchObject({ kind: 'answered', isCut: true });
      expect(fetched.kind === 'answered' && fetched.body.length, path).toBe(100_000);
    }
    expect(await get(site('/packed'), options)).toMatchObject({ body: Buffer.from('<title>Packed</title>') });
  });
});

test('only addresses of the public internet are public', () => {
  for (const address of ['8.8.8.8', '1.1.1.1', '2606:4700:4700::1111', '::ffff:8.8.8.8'])
    expect(isPublicAddress(address), address).toBe(true);
  const others = `127.0.0.1 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 192.0.0.1 198.18.0.1
    224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 fe80::1 fc00::1 fd12::1 fec0::1 ff02::1 2001:db8::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1
    ::ffff:a9fe:a9fe ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::169.254.169.254 2002:7f00:1:: 2001:0:7f00:1::`.split(/\s+/);
  for (const address of others) expect(isPublicAddress(address), address).toBe(false);
});

describe('links', () => {
  const links = createLinks(get);

  test('a page has its title, description and icon', async () => {
    const found = await links.page(site('/a'));
    expect(found).toMatchObject({ status: 'alive', page: { title: 'A page', description: 'About & more' } });
    expect(found.page?.icon).toMatch(/^data:image\/png;base64,/);
  });

  test('an icon in a private network is not fetched', async () => {
    const facts = pageFacts(
      Buffer.from(`<link rel="icon" href="http://inside.test:${insidePort}/i.png">`),
      'text/html',
      site('/a'),
    );
    expect(facts.icons[0]).toContain('inside.test');
    expect(await get(facts.icons[0] ?? '', options)).toEqual({ kind: 'blocked' });
    expect(askedInside).toEqual([]);
  });

  test('a check says whether the page is there', async () => {
    const statuses = await Promise.all(['/a', '/gone', '/broken', '/members'].map((path) => links.check(site(path))));
    expect(statuses.map(({ status }) => status)).toEqual(['alive', 'dead', 'unreachable', 'alive']);
    expect((await links.check('http://nobody.test/')).status).toBe('dead');
    expect((await links.check(`http://${PRIVATE}/`)).status).toBe('blocked');
  });

  test('a picture is one by its bytes', async () => {
    expect(await links.picture(site('/icon.png'))).toMatchObject({ type: 'image/png' });
    expect(await links.picture(site('/lie.png'))).toBeNull();
    expect(await links.picture(site('/endless'))).toBeNull();
    expect(pictureType(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg">'))).toBeNull();
  });
});

describe('what a page says of itself', () => {
  const factsOf = (html: string | Buffer, type = 'text/html') => pageFacts(Buffer.from(html), type, 'https://example.org/a/b');

  test('is read from any kind of head', () => {
    expect(factsOf('<svg><title>Drawing</title></svg><TITLE>\n Real\t title </TITLE><title>Second</title>')).toMatchObject({
      title: 'Real title',
    });
    expect(
      factsOf('<meta property="og:title" content="Shared"><title>Plain</title><meta property="og:site_name" content="Site">'),
    ).toMatchObject({
      title: 'Shared',
      siteName: 'Site',
    });
    expect(factsOf('<title>')).toMatchObject({ title: null });
    expect(factsOf('not a page')).toMatchObject({ title: null, description: null });
  });

  test('is read in its encoding', () => {
    const latin = Buffer.from('<meta charset="iso-8859-1"><title>caf\xe9</title>', 'latin1');
    expect(factsOf(latin).title).toBe('café');
    expect(factsOf(Buffer.from('<title>caf\xe9</title>', 'latin1'), 'text/html; charset=iso-8859-1').title).toBe('café');
    expect(factsOf('<title>é</title>', 'text/html; charset=nonsense').title).toBe('é');
  });

  test('names icons that are no drawings, and the usual place last', () => {
    expect(
      factsOf(
        '<link rel="icon" type="image/svg+xml" href="i.svg"><link rel="apple-touch-icon" href="t.png"><link rel="shortcut icon" href="i.ico">',
      ).icons,
    ).toEqual(['https://example.org/a/i.ico', 'https://example.org/a/t.png', 'https://example.org/favicon.ico']);
  });
});

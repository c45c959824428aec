import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressBucket, clientAddress, normalAddress, parseProxyRanges, type IsTrustedProxy } from './client-address.ts';

const nobody: IsTrustedProxy = () => false;
const ranges = (text: string): IsTrustedProxy => parseProxyRanges(text) ?? expect.fail(`${text} is refused`);
const v4 = fc.ipV4();
const v6 = fc.ipV6();
const anyText = fc.oneof(
  fc.string(),
  v4,
  v6,
  fc.constantFrom('unknown', '_hidden', '', '[::1]:80', '1.2.3.4:99', '::ffff:1.2.3.4'),
);

describe('an address', () => {
  test.each([
    ['203.0.113.7:4711', '203.0.113.7'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['[2001:DB8:0:0::1]', '2001:db8::1'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:cb00:7107', '203.0.113.7'],
    ['fe80::1%eth0', 'fe80::1'],
    [' 203.0.113.7 ', '203.0.113.7'],
  ])('written as "%s" is %s', (text, normal) => expect(normalAddress(text)).toBe(normal));

  test.each(['unknown', '_hidden', '', '127.1', '0x7f.0.0.1', '017700000001', '1.2.3', '1.2.3.4.5', '::1::', 'localhost'])(
    'cannot be parsed from "%s"',
    (text) => expect(normalAddress(text)).toBeNull(),
  );

  test('has one bucket in every notation', () => {
    fc.assert(
      fc.property(v4, fc.nat(65_535), (address, port) => {
        for (const form of [`${address}:${port}`, `::ffff:${address}`, `[::ffff:${address}]:${port}`]) {
          expect(addressBucket(form)).toBe(addressBucket(address));
        }
      }),
    );
    fc.assert(
      fc.property(v6, fc.nat(65_535), (address, port) => {
        for (const form of [`[${address}]:${port}`, address.toUpperCase(), `${address}%eth0`]) {
          expect(addressBucket(form)).toBe(addressBucket(address));
        }
      }),
    );
  });

  test('in IPv6 shares its bucket with its /64 and with no other address', () => {
    const group = fc.nat(0xffff).map((value) => value.toString(16));
    const groups = fc.array(group, { minLength: 4, maxLength: 4 });
    fc.assert(
      // 2001:… is never an IPv4-mapped address.
      fc.property(groups, groups, groups, ([, ...network], host, other) => {
        const at = (net: string[], rest: string[]) => addressBucket(['2001', ...net, ...rest].join(':'));
        expect(at(network, host)).toBe(at(network, other));
        const [a = '0', b = '0', c = '0'] = network;
        const beside = (Number.parseInt(c, 16) ^ 1).toString(16);
        expect(at([a, b, beside], host)).not.toBe(at([a, b, c], host));
      }),
    );
  });
});

describe('X-Forwarded-For', () => {
  test('is ignored when no proxy is trusted', () => {
    fc.assert(
      fc.property(v4, anyText, (peer, header) => {
        expect(clientAddress(peer, header, nobody)).toBe(peer);
      }),
    );
  });

  test('gives the peer of the nearest trusted proxy, whatever the client wrote before it', () => {
    const isOurs = ranges('10.0.0.0/8, fd00::/8, 203.0.113.9');
    const isClient = v4.filter((address) => !isOurs(address));
    const ours = fc.constantFrom('10.1.2.3', '10.200.0.1', '::ffff:10.0.0.1', 'fd00::7', '203.0.113.9', '10.0.0.9:443');
    fc.assert(
      fc.property(fc.array(anyText), isClient, fc.array(ours), ours, (forged, client, hops, peer) => {
        expect(clientAddress(peer, [...forged, client, ...hops].join(', '), isOurs)).toBe(client);
      }),
    );
  });

  test('with an invalid entry gives the address of the proxy that forwarded it', () => {
    const isOurs = ranges('10.0.0.0/8');
    expect(clientAddress('10.0.0.1', '203.0.113.7, unknown', isOurs)).toBe('10.0.0.1');
    expect(clientAddress('10.0.0.1', '203.0.113.7, unknown, 10.0.0.2', isOurs)).toBe('10.0.0.2');
    expect(clientAddress('10.0.0.1', '', isOurs)).toBe('10.0.0.1');
    expect(clientAddress('10.0.0.1', undefined, isOurs)).toBe('10.0.0.1');
  });

  test('always gives an address in normal form, and never throws', () => {
    fc.assert(
      fc.property(anyText, anyText, (peer, header) => {
        const address = clientAddress(peer, header, () => true);
        expect([normalAddress(address) ?? peer]).toContain(address);
        expect(typeof addressBucket(address)).toBe('string');
      }),
    );
  });
});

test.each(['10.0.0.0/33', 'proxy', '10.0.0.0/8,,x', '::/129', '10.0.0.0/8 10.1.0.0/16'])(
  '"%s" is not a list of proxies',
  (text) => {
    expect(parseProxyRanges(text)).toBeNull();
  },
);

// The files of docs/deploy that the README tells an operator to copy.
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { readEnv, SETTING_NAMES } from '#server/env.ts';

const read = (name: string): string => readFileSync(new URL(`../docs/deploy/${name}`, import.meta.url), 'utf8');
const settings = parseEnv(read('cadence.env')) as Record<string, string>;

test('the example settings are settings, can be read, and hold no key that somebody might keep', () => {
  expect(Object.keys(settings).filter((name) => !SETTING_NAMES.includes(name))).toEqual([]);
  expect(readEnv(settings)).toMatchObject({
    ok: true,
    env: { isHttps: true, mailFrom: 'Cadence <cadence@example.org>', isProduction: true },
  });
  expect([settings['TOKEN_KEY'], settings['METRICS_TOKEN']]).toEqual(['', '']);
});

test('service, proxy and settings name the same port, folder and file', () => {
  expect(read('Caddyfile')).toContain(`reverse_proxy ${settings['HOST']}:${settings['PORT']} {`);
  expect(read('Caddyfile')).toContain(`${new URL(settings['PUBLIC_URL'] ?? '').host} {`);
  const service = read('cadence.service');
  expect(service).toContain('EnvironmentFile=/etc/cadence.env');
  expect(`/var/lib/${/StateDirectory=(\S+)/.exec(service)?.[1]}`).toBe(settings['DATA_DIR']);
});

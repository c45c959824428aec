import { expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { hasMalformedId, isIdParam } from './address-ids.ts';
import { router } from './routes.tsx';

/** Keys of shipped content and names of its kinds are text: the page says that there is nothing under one that it does not know. */
const isKeyParam = (name: string): boolean => name === 'key' || name === 'kind';
const paramNames = (path: string): string[] => [...path.matchAll(/\$(\w+)/g)].map(([, name = '']) => name);

const withParams = Object.keys(router.routesByPath).filter((path) => path.includes('$'));
const withIds = withParams.filter((path) => paramNames(path).some(isIdParam));
const addressOf = (path: string, value: string) => path.replace(/\$\w+/g, value);
const paramsAt = (address: string): Record<string, unknown> =>
  Object.assign({}, ...router.matchRoutes(address, {}).map(({ params }) => params)) as Record<string, unknown>;

test('every parameter of every address of the app is checked as an id', () => {
  expect(withParams.length).toBeGreaterThan(3);
  expect(withParams.flatMap(paramNames).filter((name) => !isIdParam(name) && !isKeyParam(name))).toEqual([]);
});

test.each(withIds)('%s is found with an id and not with anything else', (path) => {
  expect(hasMalformedId(paramsAt(addressOf(path, newId())))).toBe(false);
  for (const wrong of ['xyz', '00000000-0000-7000-8000-00000000000', `${newId()}x`, '%27%3B--'])
    expect(hasMalformedId(paramsAt(addressOf(path, wrong))), wrong).toBe(true);
});

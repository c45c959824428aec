import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { contentId } from '../../ids.ts';
import { rates } from '../../progress/rules/rates.ts';
import { QUEST_CONTENT, readAfter } from '../rules/chains.ts';
import { readTarget } from '../rules/targets.ts';
import { questRows } from './quests.ts';

it('at least forty quests are shipped, each once, with a target that the app knows', () => {
  expect(questRows.length).toBeGreaterThanOrEqual(40);
  expect(new Set(questRows.map(({ id }) => id)).size).toBe(questRows.length);
  expect(new Set(questRows.map(({ title }) => title)).size).toBe(questRows.length);
  for (const { title, target_type, target_config } of questRows)
    expect(readTarget(target_type, target_config), title).not.toBeNull();
});

it('there are quests of every type and every kind of target', () => {
  expect(new Set(questRows.map(({ type }) => type))).toEqual(new Set(['daily', 'weekly', 'monthly', 'once']));
  const targets = new Set(questRows.map(({ target_type }) => target_type));
  expect(targets).toEqual(new Set(['count', 'sum', 'days', 'streak', 'kinds', 'time_of_day']));
});

it('a chain leads to a quest that exists, and a shipped quest promises no more than a day pays', () => {
  const ids = new Set(questRows.map(({ id }) => id));
  for (const { title, target_config, xp_reward, coin_reward } of questRows) {
    const after = readAfter(target_config);
    if (after !== null) expect(ids.has(contentId(QUEST_CONTENT, after)), title).toBe(true);
    expect(xp_reward, title).toBeLessThanOrEqual(rates.quest?.day.xp ?? 0);
    expect(coin_reward, title).toBeLessThanOrEqual(rates.quest?.day.coins ?? 0);
  }
});

it('a shipped quest counts only what some command records', () => {
  const schema = new URL('../../', import.meta.url);
  const files = readdirSync(schema, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^\w+\/(commands|occurrence)/.test(file),
  );
  const source = files.filter((file) => file.endsWith('.ts')).map((file) => readFileSync(new URL(file, schema), 'utf8'));
  const recorded = (kind: string): boolean => source.some((text) => text.includes(`kind: '${kind}'`));
  const kinds = new Set(
    questRows.flatMap(({ target_type, target_config }) => readTarget(target_type, target_config)?.kinds ?? []),
  );
  expect([...kinds].filter((kind) => !recorded(kind))).toEqual([]);
});

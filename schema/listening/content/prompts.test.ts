import { expect, test } from 'vitest';
import { CATEGORIES } from '../rules/prompts.ts';
import { presets, prompts } from './prompts.ts';

const repeated = (values: readonly string[]): string[] => values.filter((value, index) => values.indexOf(value) !== index);

test('there are at least sixty prompts, five in each category, and ten presets', () => {
  expect(prompts.length).toBeGreaterThanOrEqual(60);
  expect(presets.length).toBeGreaterThanOrEqual(10);
  for (const category of CATEGORIES) expect(prompts.filter((prompt) => prompt.category === category)).toHaveLength(5);
  expect(repeated(prompts.map(({ key }) => key))).toEqual([]);
  expect(repeated(prompts.map(({ name }) => name))).toEqual([]);
  expect(repeated(presets.map(({ key }) => key))).toEqual([]);
});

test.each(prompts.map((prompt) => [prompt.key, prompt] as const))('%s asks, hints and says what to expect', (_key, prompt) => {
  expect(prompt.text).toMatch(/[.?]$/);
  expect(prompt.hints.length).toBeGreaterThan(0);
  expect(prompt.expected.length).toBeGreaterThan(0);
  for (const text of [...prompt.hints, ...prompt.expected]) expect(text).toMatch(/[.?]$/);
  expect(prompt.scale !== undefined).toBe(prompt.answer === 'grades' || prompt.answer === 'comparison');
});

test.each(presets.map((preset) => [preset.key, preset] as const))('the preset %s has prompts that exist', (_key, preset) => {
  expect(preset.prompts.length).toBeGreaterThanOrEqual(4);
  const known = new Set(prompts.map(({ key }) => key));
  expect(preset.prompts.filter((key) => !known.has(key))).toEqual([]);
  expect(repeated(preset.prompts)).toEqual([]);
});

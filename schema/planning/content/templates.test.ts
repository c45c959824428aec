import { expect, test } from 'vitest';
import { ITEM_KINDS, readTemplate } from '../rules/day-plan.ts';
import { planTemplateContent } from './templates.ts';

test('the shipped templates are days and weeks whose lines are read as they are meant', () => {
  const rows = planTemplateContent.rows as unknown as { name: string; span: string; items: unknown }[];
  expect(rows.filter(({ span }) => span === 'day').length).toBeGreaterThanOrEqual(4);
  expect(rows.filter(({ span }) => span === 'week').length).toBeGreaterThanOrEqual(4);
  for (const { name, span, items } of rows) {
    const read = readTemplate(items);
    expect([name, read]).toEqual([name, items]);
    for (const { title, kind, minutes, at, day } of read) {
      expect(title).not.toMatch(/[[\]]/);
      expect(ITEM_KINDS).toContain(kind);
      expect(minutes === null || minutes > 0).toBe(true);
      expect(at === null || (at >= 0 && at < 24 * 60)).toBe(true);
      expect(span === 'day' ? day === 0 : day >= 0 && day < 7).toBe(true);
    }
  }
});

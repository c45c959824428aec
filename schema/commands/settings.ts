// Settings: one row of user_settings per person and key. Two devices that set the same key write the same row, the later
// command wins. Which keys and values there are is in schema/rules/settings.ts.
import { sql } from 'kysely';
import { z } from 'zod';
import { isSettingKey, isSettingValue, settingKeys } from '../rules/settings.ts';
import { defineCommand, ok } from './define.ts';

const setSetting = defineCommand('settings.set', {
  args: z
    .object({ key: z.enum(settingKeys), value: z.json() })
    .refine(({ key, value }) => isSettingKey(key) && isSettingValue(key, value), {
      path: ['value'],
      error: 'This value is not allowed.',
    }),
  async apply(db, { key, value }, ctx) {
    const json = sql<string>`${JSON.stringify(value)}::jsonb`;
    await db
      .insertInto('user_settings')
      .values({
        id: ctx.derivedId('user_settings', key),
        user_id: ctx.userId,
        key,
        value: json,
        created_at: ctx.now,
        updated_at: ctx.now,
      })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ value: json, updated_at: ctx.now }))
      .execute();
    return ok();
  },
});

export const settingsCommands = [setSetting] as const;

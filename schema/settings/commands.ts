// Settings: one row of user_settings per person and key. When two devices set the same key, they write the same row and the
// later command wins. Keys and allowed values are in schema/settings/rules.ts.
import { z } from 'zod';
import { isSettingKey, isSettingValue, settingKeys } from './rules.ts';
import { defineCommand, ok } from '../command/define.ts';
import { jsonb } from '../command/kit.ts';

const setSetting = defineCommand('settings.set', {
  // Each version allows more keys. Arguments of the versions before keep their meaning.
  version: 7,
  upgrade: {
    1: (args) => args,
    2: (args) => args,
    3: (args) => args,
    4: (args) => args,
    5: (args) => args,
    6: (args) => args,
  },
  args: z
    .object({ key: z.enum(settingKeys), value: z.json() })
    .refine(({ key, value }) => isSettingKey(key) && isSettingValue(key, value), {
      path: ['value'],
      error: 'This value is not allowed.',
    }),
  async apply(db, { key, value }, ctx) {
    const json = jsonb(value);
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

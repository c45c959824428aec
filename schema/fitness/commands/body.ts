// Body measures. One value for a kind and a day: two devices that measure the same day make one row, and the later one decides.
import { z } from 'zod';
import { BODY_KINDS, bodyProblem } from '../rules/body.ts';
import { defineCommand, ok, reject } from '../../command/define.ts';
import { deleteOwn, madeAt } from '../../command/kit.ts';
import { day } from './args.ts';

const place = { kind: z.enum(BODY_KINDS), day };

const logMeasure = defineCommand('body.log', {
  args: z.object({ ...place, value: z.number() }),
  async apply(db, { kind, day: measuredOn, value }, ctx) {
    const wrong = bodyProblem(kind, value);
    if (wrong) return reject('limit_exceeded', wrong);
    await db
      .insertInto('body_measures')
      .values({
        id: ctx.derivedId('body_measure', kind, measuredOn),
        user_id: ctx.userId,
        kind,
        day: measuredOn,
        value,
        ...madeAt(ctx),
      })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ value, updated_at: ctx.now }))
      .execute();
    return ok();
  },
});

const deleteMeasure = defineCommand('body.delete', {
  args: z.object(place),
  apply: (db, { kind, day: measuredOn }, ctx) =>
    deleteOwn(db, ctx, 'body_measures', ctx.derivedId('body_measure', kind, measuredOn)),
});

export const bodyCommands = [logMeasure, deleteMeasure] as const;

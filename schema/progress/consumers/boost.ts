// A boost of the market: what is done on its day, after it was started, pays half as much XP again, within the day's limit of
// boosts (schema/progress/rules/rates.ts). The extra XP is an occurrence of its own, so undoing the cause takes it back.
import { BOOST_SHARE } from '../../market/rules/effects.ts';
import type { Consumer } from '../change.ts';

export const addBoost: Consumer = async (db, ctx, change, door) => {
  const { kind, id, day, at, paid, sign, reason } = change;
  if (kind === 'boost' || !paid || paid.xp === 0) return;
  const boosted = { kind: 'boost' as const, id: `${kind}/${id}` };
  if (sign < 0) {
    await door.takenBack(db, ctx, { ...boosted, reason: `Boost undone: ${reason}` });
    return;
  }
  const running = await db
    .selectFrom('user_market_purchases')
    .select('id')
    .where('user_id', '=', ctx.userId)
    .where('effect_kind', '=', 'xp_boost')
    .where('status', '=', 'redeemed')
    .where('used_on', '=', day)
    .limit(1)
    .executeTakeFirst();
  const xp = Math.floor(paid.xp * BOOST_SHARE);
  if (!running || xp === 0) return;
  await door.occurred(db, ctx, { ...boosted, day, at, amounts: { promised_xp: xp }, reason: `Boost: ${reason}` });
};

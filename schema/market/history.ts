// market_transactions: what happened to a person's coins and things, in words, for the page's history. Balances come from the
// ledger; a row here is the audit of one event.
import type { CommandContext, CommandDb } from '../command/define.ts';

interface Happening {
  /** Together with the command they make the row's id: two devices that cause the same event make one row. */
  key: readonly (string | number)[];
  type: 'purchase' | 'refund' | 'redeem' | 'reward' | 'adjustment';
  coins: number;
  reason: string;
}

export async function noted(db: CommandDb, ctx: CommandContext, { key, type, coins, reason }: Happening): Promise<void> {
  await db
    .insertInto('market_transactions')
    .values({
      id: ctx.derivedId('market_transactions', ...key),
      user_id: ctx.userId,
      transaction_type: type,
      coins_amount: coins,
      reason,
      created_at: ctx.now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

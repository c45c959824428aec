// The person's level, XP and coins, kept current. Undefined until the replica has answered.
import { useLive } from '#src/replica/public.ts';
import { standingOf, type Standing } from './model.ts';
import { progress, wallet } from './queries.ts';

export function useStanding(): Standing | undefined {
  const { rows: progressRows } = useLive(progress(), []);
  const { rows: walletRows } = useLive(wallet(), []);
  return progressRows && walletRows ? standingOf(progressRows[0], walletRows[0]) : undefined;
}

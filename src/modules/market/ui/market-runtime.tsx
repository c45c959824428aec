// Beside every page: the look of what is worn, and the close of days for streak freezes. The looks are attributes of the document
// that looks.css follows, so no other module knows what is sold.
import { useEffect, useRef } from 'react';
import { addDays } from '#schema/day.ts';
import { readEffect, WORN } from '#schema/market/rules/effects.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { putAccent } from '../accents.ts';
import { heldFreezes, worn } from '../queries.ts';
import './looks.css';

export function MarketRuntime() {
  useLooks();
  useDayClose();
  return null;
}

function useLooks(): void {
  const rows = rowsIfReady(useRows(worn()));
  useEffect(() => {
    if (!rows) return;
    const effects = rows.flatMap(({ effect }) => readEffect(effect) ?? []);
    for (const kind of WORN) {
      const value = effects.find((effect) => effect.kind === kind)?.value;
      const attribute = `data-${kind.replace('_', '-')}`;
      if (value === undefined) document.documentElement.removeAttribute(attribute);
      else document.documentElement.setAttribute(attribute, value);
    }
    putAccent(effects.find(({ kind }) => kind === 'accent')?.value ?? null);
  }, [rows]);
}

/** Yesterday is closed once by the first device that is opened, before the server's job does it. */
function useDayClose(): void {
  const run = useRun();
  const yesterday = addDays(useToday(), -1);
  const freezes = rowsIfReady(useRows(heldFreezes()));
  const asked = useRef<string | null>(null);
  const isDue = freezes?.some(({ closed_through: closed }) => closed !== null && closed < yesterday) ?? false;
  useEffect(() => {
    if (!isDue || asked.current === yesterday) return;
    asked.current = yesterday;
    void run('market.closeDay', { day: yesterday });
  }, [isDue, yesterday, run]);
}

// Whether an item is for sale, in words. Pure, so that the shelf and the command say the same.
export interface OnSale {
  available: boolean;
  available_from: Date | null;
  available_until: Date | null;
  total_stock: number | null;
  remaining_stock: number | null;
}

/** Null while the number is not limited. */
export const stockLeft = ({ total_stock: total, remaining_stock: left }: Pick<OnSale, 'total_stock' | 'remaining_stock'>) =>
  total === null ? null : (left ?? total);

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** Why the item cannot be bought at `at`; null when it can. */
export function whyNotForSale(item: OnSale, at: Date): string | null {
  if (!item.available) return 'It is no longer sold.';
  if (item.available_from !== null && at < item.available_from) return `It is sold from ${dayOf(item.available_from)}.`;
  if (item.available_until !== null && at >= item.available_until) return `It was sold until ${dayOf(item.available_until)}.`;
  return stockLeft(item) === 0 ? 'It is sold out.' : null;
}

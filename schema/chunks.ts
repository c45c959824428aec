// Lists in parts of a bounded length.

/** The items in their order, in parts of `size`; the last may be shorter. No parts for no items. */
export const chunksOf = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));

// Splits the items of an import into groups, each small enough for one command.

interface GroupLimits<Item> {
  maxItems: number;
  /** As JSON, well below the limit of a command. */
  maxBytes: number;
  /** A second limit of the command: the rows it writes. */
  rows: { of(item: Item): number; max: number };
  /**
   * Whether the command would refuse the item. Such an item is a group of its own, so that no other item is refused with it.
   */
  goesAlone(item: Item): boolean;
}

/** Keeps the order. An item above the size limit is a group of its own. */
export function groupsOf<Item>(items: readonly Item[], { maxItems, maxBytes, rows, goesAlone }: GroupLimits<Item>): Item[][] {
  const groups: Item[][] = [];
  let [open, bytes, rowCount]: [Item[] | undefined, number, number] = [undefined, 0, 0];
  for (const item of items) {
    const isAlone = goesAlone(item);
    const [ownBytes, ownRows] = [JSON.stringify(item).length, rows.of(item)];
    const isRoom = bytes + ownBytes <= maxBytes && rowCount + ownRows <= rows.max;
    if (open && !isAlone && isRoom && open.length < maxItems) {
      open.push(item);
      [bytes, rowCount] = [bytes + ownBytes, rowCount + ownRows];
      continue;
    }
    const group = [item];
    groups.push(group);
    [open, bytes, rowCount] = [isAlone ? undefined : group, ownBytes, ownRows];
  }
  return groups;
}

/** The list with one of its members at another place. */
export const moved = <One>(list: readonly One[], one: One, to: number): One[] =>
  list.filter((other) => other !== one).toSpliced(to, 0, one);

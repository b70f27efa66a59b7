/** Items that share a key, and those that share one with one of these, stand in one group; in the order of their first member. */
export function linkedGroups<Item>(items: readonly Item[], keysOf: (item: Item) => readonly string[]): Item[][] {
  const groups: { keys: Set<string>; members: Item[] }[] = []
  for (const item of items) {
    const keys = keysOf(item)
    const [first, ...others] = groups.filter((group) => keys.some((key) => group.keys.has(key)))
    if (first === undefined) {
      groups.push({ keys: new Set(keys), members: [item] })
      continue
    }
    for (const key of [...keys, ...others.flatMap((group) => [...group.keys])]) first.keys.add(key)
    first.members.push(...others.flatMap(({ members }) => members), item)
    for (const other of others) groups.splice(groups.indexOf(other), 1)
  }
  return groups.map(({ members }) => members)
}

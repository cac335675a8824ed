import { isMap, isScalar, isSeq, type Document, type Node } from 'yaml'

/**
 * Where a value (or, as asked, its key) begins in the file: characters from its start. A value that is missing is
 * placed at the innermost thing round it that exists.
 */
export function placeIn(
  document: Document.Parsed,
  path: readonly PropertyKey[],
  part: 'key' | 'value' = 'value',
): number {
  let node: unknown = document.contents
  let place = start(node) ?? 0
  for (const [depth, step] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      if (!pair) return place
      const isEmpty = isScalar(pair.value) && pair.value.value === null
      const wantsKey = isEmpty || (depth === path.length - 1 && part === 'key')
      node = pair.value
      place = (wantsKey ? start(pair.key) : start(pair.value)) ?? place
    } else if (isSeq(node)) {
      node = node.items[Number(step)]
      place = start(node) ?? place
    } else {
      return place
    }
  }
  return place
}

function start(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0]
}

/** Whether the name of a place tells everybody that it holds a part of something. */
export function saysThatItIsShort(path: readonly (string | number)[]): boolean {
  const name = path.findLast((key) => typeof key === 'string' && key !== '*') ?? ''
  return /short|prefix|preview|snippet|initial|abbrev|excerpt|truncat/i.test(String(name))
}

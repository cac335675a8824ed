// Taken before any foreign code is loaded, which shares them.
const Trapped = Proxy
const { setPrototypeOf } = Object

/**
 * A proxy that has these traps and no others: what a function puts upon the prototype of every object would be one of
 * them, and would be handed the very thing that the proxy stands before.
 */
export function trapped<of extends object>(target: of, traps: ProxyHandler<of>): of {
  return new Trapped(target, setPrototypeOf(traps, null) as ProxyHandler<of>)
}

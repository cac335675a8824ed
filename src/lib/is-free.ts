interface Prices {
  readonly input: number
  readonly output: number
  readonly cacheRead?: number
  readonly cacheWrite?: number
  readonly long?: Prices
}

/** Nothing that a request to a model can hold costs anything. What has no known price is not free. */
export function isFree(price: Prices | undefined): boolean {
  if (price === undefined) return false
  const { input, output, cacheRead, cacheWrite, long } = price
  return [input, output, cacheRead, cacheWrite].every((usd) => !usd) && (long === undefined || isFree(long))
}

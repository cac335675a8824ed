import { trapped } from './trapped.ts'

/**
 * From here on nothing in this thread makes code of a text: that is the way from any value that a function is given to
 * the process round it, by whatever name it is found. Who tries is told on; what only probes whether it can is not.
 */
export function noCodeFromTexts(odd: (what: string) => void): void {
  const makers = [function () {}, async function () {}, function* () {}, async function* () {}].map(
    (made) => Object.getPrototypeOf(made) as object,
  )
  for (const prototype of makers) {
    const { constructor: original } = prototype
    const maker = trapped(original, {
      apply: (_, __, parts: unknown[]) => refused(parts),
      construct: (_, parts: unknown[]) => refused(parts),
    })
    Object.defineProperty(prototype, 'constructor', { value: maker })
    if (original === Function) globalThis.Function = maker as FunctionConstructor
  }
  // oxlint-disable-next-line no-eval
  globalThis.eval = (text: unknown) => (typeof text === 'string' ? refused([text]) : text)

  function refused(parts: readonly unknown[]): never {
    // zod asks with an empty text whether it may, and does without.
    if (parts.some((part) => part !== '')) odd('make code of a text')
    throw new EvalError('Code generation from strings disallowed for this context')
  }
}

/** Ways to spoil what a function gives back, by its text alone, as `spoil.ts` spoils the rest. */

const endOfExec = '\n  },\n})'
const beginningOfResult = '\n    return '

/** Another result: what exec returns at its end; of a sync, every record before it is saved. */
export function changingResult(source: string, change: (result: string) => string): string {
  const { start, end } = resultIn(source)
  if (start < 0) return source.replaceAll('.map(recordOf)', `.map((each) => ${change('recordOf(each)')})`)
  return source.slice(0, start) + change(source.slice(start, end)) + source.slice(end)
}

/** The same function, which does something else when its result is known and not yet returned. */
export function beforeResult(source: string, statements: string): string {
  const { start, end } = resultIn(source)
  const at = start < 0 ? end : start - beginningOfResult.length
  return `${source.slice(0, at)}\n    ${statements}${source.slice(at)}`
}

/** The same function with a function of the module beside it. */
export function withHelper(source: string, helper: string): string {
  return source.replace('\nexport type ', `\n${helper}\n\nexport type `)
}

/** The body of exec in a `try`, or whatever else stands round it. */
export function wrappingBody(source: string, before: string, after: string): string {
  return source
    .replace(/exec: [^{]*\{\n/, (head) => `${head}    ${before}\n`)
    .replace(endOfExec, `\n    ${after}${endOfExec}`)
}

function resultIn(source: string): { start: number; end: number } {
  const end = source.indexOf(endOfExec)
  const at = source.lastIndexOf(`${beginningOfResult}{`, end)
  return { start: at < 0 ? -1 : at + beginningOfResult.length, end }
}

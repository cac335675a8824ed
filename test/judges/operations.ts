import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { isJsonObject } from '../../src/lib/json.ts'
import type { Jury } from './jury.ts'
import type { Exchange } from './witness.ts'

/** Every operation that the catalogue names for an API, as it names it, conditional ones included; each once. */
export function cataloguedOperations(api: string): readonly string[] {
  const text = readFileSync(new URL(`../../catalogue/${api}.yaml`, import.meta.url), 'utf8')
  const spec = parse(text) as { apis: Record<string, { interactions: Record<string, { operations: string[] }> }> }
  const always = Object.values(spec.apis[api]?.interactions ?? {}).flatMap(({ operations }) => operations)
  const onlyWhen = [...text.matchAll(/^ +# only .+: ([A-Z]+ \/\S+)$/gm)].map(([, operation]) => operation!)
  const byShape = new Map([...always, ...onlyWhen].toReversed().map((each) => [shapeOf(each), each]))
  return [...byShape.values()].toSorted((one, other) => (pathOf(one) < pathOf(other) ? -1 : 1))
}

/** The operations that a vendor's client performed with success; what anything else asked counts for nothing. */
export function touchedOperations(jury: Jury, exchanges: readonly Exchange[]): readonly string[] {
  const catalogued = cataloguedOperations(jury.api)
  const touched = exchanges
    .filter((exchange) => jury.client.test(exchange.userAgent) && succeeded(exchange))
    .flatMap(({ method, path }) => {
      const asked = jury.base === undefined ? path : path.replace(jury.base, '')
      const fitting = catalogued.filter(
        (operation) =>
          (jury.anyVerb === true || operation.startsWith(`${method} `)) && patternOf(pathOf(operation)).test(asked),
      )
      // `files/trash` is no file: a name goes before an id.
      return fitting.toSorted((one, other) => one.split('{').length - other.split('{').length).slice(0, 1)
    })
  return [...new Set(touched)]
}

/** Slack's refusals come as answers of 200. */
function succeeded({ status, answer }: Exchange): boolean {
  return status < 300 && !(isJsonObject(answer) && answer['ok'] === false)
}

function pathOf(operation: string): string {
  return operation.slice(operation.indexOf(' ') + 1)
}

/** Two names for one part of a path are one operation. */
function shapeOf(operation: string): string {
  return operation.replaceAll(/\{\w+\}/g, '{}')
}

function patternOf(path: string): RegExp {
  // A slash at the end says nothing: one client leaves out what another sends.
  const literal = path.replace(/\/$/, '').replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(`^${literal.replaceAll(/\{\w+\}/g, '[^/:]+')}/?$`)
}

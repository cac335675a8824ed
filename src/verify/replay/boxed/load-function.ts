import { createRequire } from 'node:module'
import url from 'node:url'
import vm from 'node:vm'
import type { ClockAndDice } from './clock-and-dice.ts'
import type { Circumstances, Stage } from './messages.ts'
import { setClock, setOwnClock } from './set-clock.ts'
import { cryptoWith } from './set-dice.ts'
import { watchTexts, watched } from './tripwires.ts'

/** Starts a fresh copy of the function, and tells how it ends. */
export type Start = (nango: object, how: Pick<Circumstances, 'input' | 'isFurnished'>, ...ends: Ends) => void

type Ends = [returned: (value: unknown) => void, threw: (error: unknown) => void]
type Begin = (load: () => unknown, nango: object, input: unknown, ...ends: Ends) => void

/** What stands before the function's code in its script. */
export const before = '(function () { var module = { exports: {} }; var exports = module.exports; '

/** The function as a script: in errors it has the name that it has in a dry run, and nothing of ours stands round it. */
export function functionLoader(
  { code, file, nodeModules }: Pick<Stage, 'code' | 'file' | 'nodeModules'>,
  { lot, odd }: { readonly lot: ClockAndDice; readonly odd: (what: string) => void },
): Start {
  const context = vm.createContext(globalsOfDryRun(nodeModules, { lot, odd }), {
    codeGeneration: { strings: false, wasm: false },
  })
  setClock(context, lot)
  setOwnClock(lot)
  watchTexts(vm.runInContext('Function.prototype', context) as object, odd)
  watchTexts(Function.prototype, odd)
  const script = new vm.Script(`${before}${code}\nreturn module.exports })()`, { filename: file })
  // As a job of its own, so that what it sees of its callers is what it is itself; or below a dry run, for who looks.
  const begin = (caller: string, filename: string) =>
    vm.runInContext(
      `(load, nango, input, returned, threw) => void Promise.resolve().then(${caller}).then(returned, threw)`,
      context,
      { filename },
    ) as Begin
  const begins = {
    alone: begin('() => load()(nango, input)', file),
    belowADryRun: begin(
      'async function runScript() { return await load()(nango, input) }',
      '/app/node_modules/nango/dist/services/dryrun.service.js',
    ),
  }
  return (nango, how, ...ends) =>
    begins[how.isFurnished ? 'belowADryRun' : 'alone'](
      () => execOf(script.runInContext(context)),
      nango,
      how.input,
      ...ends,
    )
}

function execOf(exported: unknown): unknown {
  const exec = (exported as { default?: { exec?: unknown } }).default?.exec
  if (typeof exec !== 'function') throw new Error('The build has no default export with an exec')
  return exec
}

function globalsOfDryRun(nodeModules: string, { lot, odd }: Parameters<typeof functionLoader>[1]): vm.Context {
  const toolchain = createRequire(`${nodeModules}/`)
  const quiet = () => undefined
  const crypto = cryptoWith(lot)
  const packages: Record<string, () => unknown> = {
    url: () => url,
    crypto: () => crypto,
    zod: () => toolchain('zod') as unknown,
    nango: () => ({}),
    unzipper: () => toolchain('unzipper') as unknown,
  }
  const require = (name: string) => {
    const load = Object.hasOwn(packages, name) ? packages[name] : undefined
    if (!load) throw new Error(`Module '${name}' is not allowed`)
    return load()
  }
  // Waiting is kept in order and costs no time but the function's own.
  const setTimeoutAtOnce = (work: () => void, milliseconds: number) => lot.after(milliseconds, work)
  const globals = {
    console: Object.fromEntries(consoleNames.map((name) => [name, watched(`console.${name}`, quiet, odd)])),
    require: watched('require', require, odd),
    Buffer,
    setTimeout: watched('setTimeout', setTimeoutAtOnce, odd),
    Error,
    URL,
    URLSearchParams,
  }
  Object.setPrototypeOf(globals, null)
  // Another in its place would write the traces of errors.
  Object.defineProperty(globals, 'Error', { writable: false, configurable: false })
  return globals
}

// oxlint-disable-next-line no-console
const consoleNames = Object.keys(console).filter((name) => typeof console[name as 'log'] === 'function')

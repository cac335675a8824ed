import { createRequire } from 'node:module'
import url from 'node:url'
import vm from 'node:vm'
import type { ClockAndDice } from './clock-and-dice.ts'
import { setClock } from './set-clock.ts'
import { cryptoWith } from './set-dice.ts'

export type Exec = (nango: object, input: unknown) => unknown

/** Makes a fresh copy of the function at every call, in the world of a Nango dry run: its few globals and packages. */
export function functionLoader(code: string, nodeModules: string, lot: ClockAndDice): () => Exec {
  const script = new vm.Script(
    `(function () { var module = { exports: {} }; var exports = module.exports; ${code}\nreturn module.exports })()`,
    { filename: 'function.js' },
  )
  const context = vm.createContext(globalsOfDryRun(nodeModules, lot), {
    codeGeneration: { strings: false, wasm: false },
  })
  setClock(context, lot)
  return () => {
    const exported = script.runInContext(context) as { default?: { exec?: unknown } }
    const exec = exported.default?.exec
    if (typeof exec !== 'function') throw new Error('The build has no default export with an exec')
    return exec as Exec
  }
}

function globalsOfDryRun(nodeModules: string, lot: ClockAndDice): vm.Context {
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
  const globals = {
    console: { log: quiet, info: quiet, warn: quiet, error: quiet, debug: quiet },
    require(name: string) {
      const load = Object.hasOwn(packages, name) ? packages[name] : undefined
      if (!load) throw new Error(`Module '${name}' is not allowed`)
      return load()
    },
    Buffer,
    // Waiting is kept in order and costs no time but the function's own.
    setTimeout: (work: () => void, milliseconds: number) => lot.after(milliseconds, work),
    Error,
    URL,
    URLSearchParams,
  }
  Object.setPrototypeOf(globals, null)
  return globals
}

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type MessagePort, workerData } from 'node:worker_threads'
import { clockAndDice } from './clock-and-dice.ts'
import { before, functionLoader } from './load-function.ts'
import type { Answered, Circumstances, FromThread, Reply, Span, Stage, Stored, ToThread } from './messages.ts'
import { noCodeFromTexts } from './no-code-from-texts.ts'
import { noFramesHanded } from './no-frames-handed.ts'
import { watchReach } from './watch-reach.ts'
import { type NangoRuntime, type Outside, stubNango } from './stub-nango.ts'

/*
 * The thread of the function that is on trial. It shares nothing with the thread that reads what it does but this port,
 * which nothing that the function is given leads to.
 */
const { port, stage } = workerData as { port: MessagePort; stage: Stage }
const post = port.postMessage.bind(port) as (message: FromThread) => void
const { stringify } = JSON

process.on('unhandledRejection', () => undefined)
process.on('uncaughtException', () => undefined)

let playing = -1
/** Between two playings the port alone keeps the thread. */
let isIdle = true
const waiting = new Map<number, (reply: Reply) => void>()
let asks = 0

const lot = clockAndDice()
const world = { stage, lot, runtime: await nangoRuntime(stage.nodeModules) }
const odd = (what: string) => post({ kind: 'odd', play: playing, odd: what })
noCodeFromTexts(odd)
noFramesHanded()
const unreached = watchReach(stage.file)
const start = functionLoader(stage, { lot, odd })

port.on('message', (message: ToThread) => {
  if (message.kind === 'reach') {
    const inCode = unreached()?.map(([from, to]): Span => [from - before.length, to - before.length])
    post({ kind: 'reach', play: playing, unreached: inCode })
    return
  }
  if (message.kind === 'play') {
    playing = message.play
    waiting.clear()
    play(message.play, message.how)
    return
  }
  waiting.get(message.ask)?.(message.reply)
  waiting.delete(message.ask)
  // An answer may come after the end: of several requests at once the first that fails ends the function.
  if (waiting.size === 0 && !isIdle) port.unref()
})

/** Who waits for what nobody will ever send keeps the thread no more than it would a process: it ends. */
function play(number: number, how: Circumstances): void {
  port.unref()
  isIdle = false
  lot.begin(how.lot)
  const end = (message: FromThread) => {
    post(message)
    if (playing !== number) return
    isIdle = true
    port.ref()
  }
  const threw = (error: unknown) => end({ kind: 'threw', play: number, error: textOf(error), looked: lot.looked() })
  const returned = (value: unknown) => {
    let output: string
    try {
      output = stringify(value) ?? 'null'
    } catch (error) {
      // It goes round in a circle, or throws when it is looked at.
      return threw(error)
    }
    end({ kind: 'returned', play: number, output, looked: lot.looked() })
  }
  start(stubNango(world, how, outsideOf(number)), how, returned, threw)
}

function outsideOf(play: number): Outside {
  const send = (message: (ask: number) => FromThread) => {
    const ask = asks++
    const { promise, resolve } = Promise.withResolvers<Reply>()
    waiting.set(ask, resolve)
    port.ref()
    post(message(ask))
    return promise
  }
  return {
    ask: async (request, isPaging) =>
      (await send((ask) => ({ kind: 'ask', play, ask, request, isPaging }))) as Answered,
    checkpoint: async (asked) =>
      ((await send((ask) => ({ kind: 'checkpoint', play, ask, ...asked }))) as Stored).checkpoint,
    keep: (what, model, records) => post({ kind: 'keep', play, what, model, records }),
    tracksDeletes: () => post({ kind: 'tracks-deletes', play }),
    odd: (what) => post({ kind: 'odd', play, odd: what }),
  }
}

/** The function has an Error of its own world: it is told by its shape. What it throws may be built to throw again. */
function textOf(error: unknown): string {
  try {
    const { name, message } = (typeof error === 'object' && error !== null ? error : {}) as Partial<Error>
    return String(message === undefined ? stringify(error) : `${name ?? 'Error'}: ${message}`).slice(0, 300)
  } catch {
    return 'what it threw cannot be read'
  }
}

async function nangoRuntime(nodeModules: string): Promise<NangoRuntime> {
  const sdk = (file: string) => import(pathToFileURL(join(nodeModules, '@nangohq/runner-sdk/dist', file)).href)
  const { ActionError } = (await sdk('errors.js')) as Pick<NangoRuntime, 'ActionError'>
  const { NangoActionBase } = (await sdk('action.js')) as {
    NangoActionBase: { prototype: { paginate: (this: object, config: object) => AsyncGenerator<unknown> } }
  }
  return {
    ActionError,
    paginate(config, provider, proxy) {
      const self = { provider, proxy, getProxyConfig: (given: object) => ({ method: 'GET', ...given }) }
      return NangoActionBase.prototype.paginate.call(self, config)
    },
  }
}

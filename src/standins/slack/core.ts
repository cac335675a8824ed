import { createEmulator, defineEmulator, type EmulatorContext } from 'emulate'
import { isJsonObject, type JsonObject } from '../../lib/json.ts'
import type { Tables } from './tables.ts'

/** emulate's own Slack, in process: methods by name, arguments as one object. */
export interface SlackCore {
  /** What emulate answers; undefined when it lacks the method. */
  call(method: string, args: JsonObject): Promise<JsonObject | undefined>
  /** For what is not a method, such as the address to which a file's bytes are sent. */
  fetch(request: Request): Promise<Response>
  close(): Promise<void>
}

export async function openSlackCore(tables: Tables, credential: string): Promise<SlackCore> {
  const plugin = await slackPlugin()
  const definition = defineEmulator({
    name: 'slack',
    state: () => ({}),
    cors: false,
    setup: ({ app, webhooks }) => plugin.register(app, tables, webhooks, 'https://files.slack.com', new Map()),
  })
  const runtime = await createEmulator({ service: definition, listen: false })
  return {
    async call(method, args) {
      const response = await runtime.fetch(
        new Request(`http://slack.localhost/api/${method}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${credential}`, 'content-type': 'application/json' },
          body: JSON.stringify(args),
        }),
      )
      if (response.status === 404) return undefined
      const answer: unknown = await response.json()
      return isJsonObject(answer) ? answer : {}
    },
    fetch: (request) => runtime.fetch(request),
    close: () => runtime.close(),
  }
}

interface SlackPlugin {
  register(
    app: EmulatorContext<object>['app'],
    store: Tables,
    webhooks: EmulatorContext<object>['webhooks'],
    baseUrl: string,
    tokens: Map<string, unknown>,
  ): void
}

// The package exports its built-in Slack only together with a TCP port, random ids and a store that cannot be read.
// The file below is that same Slack; its name holds because the version is pinned, and a test fails when it moves.
async function slackPlugin(): Promise<SlackPlugin> {
  const url = new URL('./dist-6ZQHD4DN.js', import.meta.resolve('emulate'))
  const loaded = (await import(url.href)) as { slackPlugin: SlackPlugin }
  return loaded.slackPlugin
}

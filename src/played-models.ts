import type { ModelsOptions } from './agent/providers.ts'

/** Whether a script of the rehearsal model plays it. */
export function isPlayed(model: string): boolean {
  return model.startsWith('rehearsal/')
}

const keyName = 'ASSAY_REHEARSAL_KEY'

/** How these models are asked where the rehearsal model listens. They cost nothing. */
export function playedAt(url: string, models: readonly string[], apiKey: string): ModelsOptions {
  const free = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 }
  const prices = Object.fromEntries(models.map((model) => [model.slice('rehearsal/'.length), free]))
  return { settings: { rehearsal: { url, protocol: 'chat', key: keyName, prices } }, keys: { [keyName]: apiKey } }
}

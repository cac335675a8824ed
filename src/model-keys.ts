import { knownProviders } from './agent/providers.ts'

/** By model provider that needs no settings: the environment variable that holds its key. */
export const modelKeys: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(knownProviders).flatMap(([name, { key }]) => (key === undefined ? [] : [[name, key]])),
)

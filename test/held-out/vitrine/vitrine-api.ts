import { readFileSync } from 'node:fs'
import { docsPack } from '../../../src/standins/docs/open-docs.ts'
import type { EmbeddedApi } from '../../../src/standins/embedded-apis.ts'
import { openVitrine } from './open-vitrine.ts'

const page = (name: string) => readFileSync(new URL(`./docs/${name}`, import.meta.url), 'utf8')

/** An invented API, held out: nothing in the product has ever heard of it. */
export const vitrineApi: EmbeddedApi = {
  name: 'private-api-bearer',
  baseUrl: 'https://desk.vitrine.example',
  open: openVitrine,
  docs: () => docsPack([page('overview.md'), page('vitrine.md')]),
}

export const vitrineSpec = readFileSync(new URL('./vitrine.yaml', import.meta.url), 'utf8')

import { join } from 'node:path'
import type { BuildOptions } from './build.ts'
import type { DocsLibrary } from './gateway/docs-library.ts'
import { type LiveDocs, openLiveDocs } from './gateway/live/live-docs.ts'
import { proxiesIn } from './lib/proxies.ts'
import { openDocs } from './standins/docs/open-docs.ts'
import { embeddedApi } from './standins/embedded-apis.ts'

/** Reference pages, by API: the same for all attempts of a run, of which each may read so many. */
export interface RunDocs extends AsyncDisposable {
  /** As one attempt may read them. */
  forAttempt(api: string): DocsLibrary | undefined
}

type Options = Pick<BuildOptions, 'plan' | 'runDir' | 'keys' | 'apis'>

/** Pages of the web are read where the person names some, or where the API itself is not of this machine. */
export function openRunDocs({ plan, runDir, keys, apis }: Options): RunDocs {
  const opened = new Map<string, LiveDocs>()
  const live = (api: string, named: readonly string[]) => {
    const pack = plan.upstream === 'embedded' ? embeddedApi(api, apis).docs() : openDocs(api)
    const known = opened.get(api)
    if (known) return known.forAttempt()
    if (named.length === 0 && plan.upstream === 'embedded') return pack
    const docs = openLiveDocs({ api, named, pack, dir: join(runDir, 'pages', api), proxies: proxiesIn(keys) })
    opened.set(api, docs)
    return docs.forAttempt()
  }
  return {
    forAttempt(api) {
      const own = plan.interactions.filter((interaction) => interaction.api === api)
      return live(api, [...new Set(own.flatMap(({ docs }) => docs))])
    },
    async [Symbol.asyncDispose]() {
      for (const docs of opened.values()) await docs[Symbol.asyncDispose]()
    },
  }
}

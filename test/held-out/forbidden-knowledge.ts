import type { Interaction } from '../../src/plan/interaction.ts'

/** What an author that is general cannot have in its code or data. */
export interface Knowledge {
  readonly interactions: ReadonlySet<string>
  /** Runs of six words of their sentences. */
  readonly sentences: ReadonlySet<string>
  /** Names of reference pages: `chat.postMessage`. */
  readonly operations: ReadonlySet<string>
  /** Two words of a path in a row, or one that is no word of the language. */
  readonly paths: ReadonlySet<string>
}

export interface Forbidden {
  readonly kind: 'interaction' | 'sentence' | 'operation' | 'path' | 'vendor'
  readonly text: string
}

export interface KnownApi {
  readonly interactions: readonly Interaction[]
  readonly pages: readonly { readonly id: string; readonly text: string }[]
}

const runLength = 6

export function knowledgeOf(apis: readonly KnownApi[]): Knowledge {
  const interactions = apis.flatMap((api) => api.interactions)
  const pages = apis.flatMap((api) => api.pages)
  const inPages = pages.flatMap(({ text }) =>
    [...text.matchAll(/^(?:GET|POST|PUT|PATCH|DELETE|HEAD) (\/\S+)/gm)].map(([, path = '']) => path),
  )
  const paths = [...inPages, ...interactions.flatMap(({ operations }) => operations.map(({ path }) => path))]
  return {
    // A single word, such as `search`, is anybody's.
    interactions: new Set(interactions.map(({ name }) => name).filter((name) => name.includes('-'))),
    sentences: new Set(interactions.flatMap(({ does }) => runsOf(does))),
    operations: new Set(pages.map(({ id }) => id).filter((id) => id.includes('.'))),
    paths: new Set(paths.flatMap(tellingParts)),
  }
}

export function forbiddenIn(text: string, knowledge: Knowledge): Forbidden[] {
  const names = text.match(/[A-Za-z]\w*(-\w+)+/g) ?? []
  const dotted = text.replaceAll('\\', '').match(/[A-Za-z]\w*(\.\w+)+/g) ?? []
  const vendors = text.toLowerCase().match(/slack|google|hubspot|hubapi|gmail|spreadsheets?\b/g) ?? []
  const as = (kind: Forbidden['kind']) => (text: string) => ({ kind, text })
  return [
    ...names.filter((name) => knowledge.interactions.has(name)).map(as('interaction')),
    ...runsOf(text)
      .filter((run) => knowledge.sentences.has(run))
      .map(as('sentence')),
    ...dotted.filter((name) => knowledge.operations.has(name)).map(as('operation')),
    ...tellingParts(text.replaceAll('\\', ''))
      .filter((part) => knowledge.paths.has(part))
      .map(as('path')),
    ...vendors.map(as('vendor')),
  ]
}

function runsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[a-z']+/g) ?? []
  return words.slice(runLength - 1).map((_, index) => words.slice(index, index + runLength).join(' '))
}

/** `calendar/v3`, `objects/contacts`; and by themselves `freeBusy`, `line_items`, `batch-read`. */
function tellingParts(path: string): string[] {
  const runs = path.match(/[\w.-]+(?:\/[\w.-]+)*/g) ?? []
  return runs.flatMap((run) => {
    const parts = run.split('/')
    const pairs = parts.slice(1).map((part, index) => `${parts[index]}/${part}`)
    return [...pairs, ...parts.filter((part) => /[a-z][A-Z]|[a-z][._-][a-z]/.test(part))]
  })
}

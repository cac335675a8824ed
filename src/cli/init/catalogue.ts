import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { standInApis } from '../../standins/open-stand-in.ts'

/** An interaction of the catalogue, as its lines stand there: they are made to be copied. */
export interface CatalogueEntry {
  readonly name: string
  /** With the indentation of a spec, name included. */
  readonly lines: string
}

function catalogueFile(api: string): string | undefined {
  return standInApis.includes(api)
    ? fileURLToPath(new URL(`../../../catalogue/${api}.yaml`, import.meta.url))
    : undefined
}

/** All that the catalogue has of an API; nothing for one that it does not know. */
export function catalogueOf(api: string): CatalogueEntry[] {
  const file = catalogueFile(api)
  if (file === undefined) return []
  const [, interactions = ''] = readFileSync(file, 'utf8').split(/^ {4}interactions:\n/m)
  return interactions.split(/^(?= {6}[a-z])/m).flatMap((lines) => {
    const name = /^ {6}([a-z0-9-]+):/.exec(lines)?.[1]
    return name === undefined ? [] : [{ name, lines: lines.trimEnd() }]
  })
}

/** What a first run of an API shows best: something written, one thing read, and a list. */
export const firstPicks: Readonly<Record<string, readonly string[]>> = {
  slack: ['send-message', 'get-channel-info', 'list-channels'],
  'google-calendar': ['create-event', 'get-event', 'list-calendars'],
  'google-drive': ['create-folder', 'get-comment', 'list-drives'],
  'google-sheet': ['create-spreadsheet', 'get-values', 'worksheets'],
  hubspot: ['create-contact', 'get-contact', 'list-contacts'],
}

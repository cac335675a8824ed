import { readFileSync } from 'node:fs'
import type { JsonObject } from '../../lib/json.ts'
import type { Scene } from '../part.ts'
import { googleCalendar } from './google-calendar.ts'
import { googleDrive } from './google-drive.ts'
import { googleSheet } from './google-sheet.ts'
import { hubspot } from './hubspot.ts'
import { slack } from './slack.ts'

/** What an honest agent would do for one interaction: all that a part needs to know about an API. */
export interface Work {
  readonly interaction: string
  /** What it asks the docs tool. */
  readonly question: string
  /** File under `works/` that holds the finished function, without `.ts.txt`. `MODEL` in it stands for the model's name. */
  readonly source: string
  /** The same for an agent that takes what is gone already as deleted. */
  readonly idempotent?: string
  /** A function that looks what the account holds, written into the same file first, and what its output names. */
  readonly look?: { readonly source: string; readonly finds: readonly string[] }
  /** The test input, from what was found; nothing for a sync. */
  input?(found: Found, scene: Scene): JsonObject
  /** An answer of the API as the reference shows it, for who makes one up. */
  documented?(input: JsonObject): JsonObject
  /** Of a list action: its first page's output names the cursor under this key. */
  readonly nextPage?: string
  /** A mistake of the first draft that the compiler finds. */
  readonly slip?: { readonly right: string; readonly wrong: string }
}

/** Values seen in the output of a look round, by name. */
export type Found = Readonly<Record<string, string>>

export const works: readonly Work[] = [...slack, ...googleCalendar, ...googleDrive, ...googleSheet, ...hubspot]

/** Of the interaction itself, or of one that is called the same with something added, as `slack/list-users-of-monday`. */
export function workOf({ interaction }: Pick<Scene, 'interaction'>): Work | undefined {
  const fitting = works.filter((work) => `${interaction}-`.startsWith(`${work.interaction}-`))
  return fitting.toSorted((a, b) => b.interaction.length - a.interaction.length)[0]
}

/** Text of a file of `works/`, for the scene. */
export function sourceText(source: string, scene: Pick<Scene, 'model'>): string {
  const url = new URL(`./${source}.ts.txt`, import.meta.url)
  return readFileSync(url, 'utf8').replaceAll('MODEL', scene.model ?? 'Item')
}

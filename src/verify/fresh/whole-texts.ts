import type { Exchange } from '../../gateway/exchange.ts'
import { type Json, jsonOrText } from '../../lib/json.ts'
import type { CleanRoom } from '../clean-room.ts'
import { mayWrite } from '../is-write.ts'
import { leavesOf, pathText, valueAt, withValue } from '../replay/boxed/leaves.ts'
import { type CutText, cutTexts } from '../replay/cut-texts.ts'
import { type Replay, sceneFor } from '../replay/replay.ts'
import { type FreshRun, proxied } from '../trial.ts'
import { hasEqualAccounts, inEqualAccount } from './in-equal-account.ts'

/**
 * Whether the API takes the whole of a text of which the function sends a part, by place of the input: the API is asked,
 * in an equal account. Without an entry where it cannot be.
 */
export async function wholeTexts(
  clean: CleanRoom,
  run: FreshRun,
  replay: Replay | undefined,
): Promise<ReadonlyMap<string, boolean>> {
  const scene = sceneFor(replay, 'fresh')
  const taken = new Map<string, boolean>()
  if (!scene || !hasEqualAccounts(clean, run)) return taken
  for (const cut of cutTexts(scene)) {
    const short = valueAt(run.input, cut.path)
    const asked = typeof short === 'string' ? askedWith(run, short, cut.value) : undefined
    if (asked) taken.set(pathText(cut.path), await isTakenWhole(clean, run, { asked, cut }))
  }
  return taken
}

async function isTakenWhole(
  clean: CleanRoom,
  run: FreshRun,
  { asked, cut }: { asked: Exchange; cut: CutText },
): Promise<boolean> {
  const became = await inEqualAccount(clean, run, asked)
  if (!became) return false
  if (!mayWrite(asked)) return true
  const texts = [became.answer, ...became.changed.map(({ fields }) => fields)].flatMap(textsIn)
  return texts.some((text) => text.includes(cut.value))
}

function textsIn(document: Json): string[] {
  return leavesOf(document).flatMap(({ value }) => (typeof value === 'string' ? [value] : []))
}

/** The request of the run that bore the text, with another in its place. */
function askedWith(run: FreshRun, short: string, long: string): Exchange | undefined {
  for (const exchange of proxied(run.exchanges)) {
    const body = bodyWith(exchange.requestBody, short, long)
    if (body !== undefined) return { ...exchange, requestBody: body }
    const url = new URL(exchange.url)
    const borne = [...url.searchParams].find(([, value]) => value.includes(short))
    if (!borne) continue
    url.searchParams.set(
      borne[0],
      borne[1].replaceAll(short, () => long),
    )
    return { ...exchange, url: url.href }
  }
  return undefined
}

function bodyWith(body: string, short: string, long: string): string | undefined {
  const json = jsonOrText(body)
  if (typeof json === 'object' && json !== null) {
    const borne = leavesOf(json).filter(({ value }) => typeof value === 'string' && value.includes(short))
    if (borne.length === 0) return undefined
    const other = (value: Json) => String(value).replaceAll(short, () => long)
    return JSON.stringify(borne.reduce<Json>((all, { path, value }) => withValue(all, path, other(value)), json))
  }
  if (body.includes(short)) return body.replaceAll(short, () => long)
  const form = [...new URLSearchParams(body)]
  if (!form.some(([, value]) => value.includes(short))) return undefined
  const others = form.map(([name, value]): [string, string] => [name, value.replaceAll(short, () => long)])
  return new URLSearchParams(others).toString()
}

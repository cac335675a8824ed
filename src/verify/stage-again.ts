import type { Exchange } from '../gateway/exchange.ts'
import { type Json, type JsonObject, jsonOrText } from '../lib/json.ts'
import type { Interaction } from '../plan/interaction.ts'
import type { Prepared, RunAgain } from './account-again.ts'
import { headersAgain } from './asked-again.ts'
import { type CleanRoom, type VerifyRig, openCleanRoom } from './clean-room.ts'
import type { Evidence } from './evidence.ts'
import { canName } from './fresh/names-in-account.ts'
import { leavesOf, valueAt, withValue } from './replay/boxed/leaves.ts'
import { unattended, unseenExchange } from './unattended.ts'

export interface StagedAgain {
  readonly interaction: Interaction
  readonly source: { readonly path: string; readonly text: string; readonly sha256: string }
  readonly again: RunAgain
}

const label = 'again'

/**
 * Runs a function as it once ran well: in the same account, with what had been made there, the same input. What comes of
 * it is evidence like that of an attempt, without an agent. The rig's directory must be this run's own.
 */
export async function stageAgain({ interaction, source, again }: StagedAgain, rig: VerifyRig): Promise<Evidence> {
  const { account } = again
  const clean = await openCleanRoom(interaction, source.text, rig)
  try {
    await clean.newAccount(account.seed)
    const young = await clean.account().snapshot()
    const before: Exchange[] = []
    const renames: Renames = new Map()
    for (const prepared of account.prepared) {
      const exchange = await doneAgain(translated(prepared, renames), clean, before.length + 1)
      before.push(exchange)
      noteRenames(prepared.answer, exchange.responseBody, renames)
    }
    const stateBefore = await clean.account().snapshot()
    const input = again.input === undefined ? undefined : renamed(again.input, renames)
    const metadata = again.metadata && (renamed(again.metadata, renames) as JsonObject)
    const given = { ...(input === undefined ? {} : { input }), ...(metadata === undefined ? {} : { metadata }) }
    const ending = await clean.gateway.during(label, () =>
      clean.room.dryRun({ connection: interaction.connection, ...given }),
    )
    const recording = [
      ...before,
      ...clean.gateway.recording.map((each) => ({ ...each, seq: each.seq + before.length })),
    ]
    const run = { metadata, input, sourceSha256: source.sha256 }
    const output = (ending.kind === 'threw' ? ending.error : JSON.stringify(ending)).slice(0, 2_000)
    return {
      ...unattended(interaction, source),
      recording,
      // What is not in the account at the very first was made in it, and has to be made in others too.
      dryRuns: [
        ...(before.length > 0
          ? [{ ...run, label: 'before', input: undefined, exitCode: null, output: '', stateBefore: young }]
          : []),
        { ...run, label, exitCode: ending.kind === 'returned' ? 0 : 12, output, stateBefore },
      ],
    }
  } finally {
    await clean[Symbol.asyncDispose]()
  }
}

/** By what a thing was called when it was made first: by what it is called now. */
type Renames = Map<string, Json>

function noteRenames(answer: string, answerNow: string, renames: Renames): void {
  const now = jsonOrText(answerNow)
  for (const { path, value } of leavesOf(jsonOrText(answer))) {
    const valueNow = valueAt(now, path)
    if (canName(value) && canName(valueNow) && value !== valueNow) renames.set(String(value), valueNow)
  }
}

function renamed(document: Json, renames: Renames): Json {
  return leavesOf(document).reduce((changed, { path, value }) => {
    const name = canName(value) ? renames.get(String(value)) : undefined
    return name === undefined ? changed : withValue(changed, path, name)
  }, document)
}

function translated(prepared: Prepared, renames: Renames): Prepared {
  const body = jsonOrText(prepared.body)
  const url = [...renames].reduce(
    (text, [old, young]) => text.replaceAll(encodeURIComponent(old), encodeURIComponent(String(young))),
    prepared.url,
  )
  return { ...prepared, url, body: typeof body === 'string' ? body : JSON.stringify(renamed(body, renames)) }
}

async function doneAgain({ method, url, headers, body }: Prepared, clean: CleanRoom, seq: number): Promise<Exchange> {
  const contentType = headers['content-type'] ?? 'application/json'
  const request = new Request(url, {
    method,
    headers: headersAgain({ requestHeaders: headers }, { credential: clean.credential, contentType }),
    body: body === '' ? null : body,
  })
  const response = await clean.account().fetch(request)
  return unseenExchange({
    seq,
    during: 'before',
    method,
    url,
    endpoint: new URL(url).pathname.slice(1),
    query: [...new URL(url).searchParams],
    requestHeaders: headers,
    requestBody: body,
    status: response.status,
    responseHeaders: {},
    responseBody: await response.text(),
    upstream: 'embedded',
  })
}

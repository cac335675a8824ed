import { type Json, jsonOrText, objectsIn } from '../../lib/json.ts'
import type { Exchange } from '../../gateway/exchange.ts'
import { headersAgain } from '../asked-again.ts'
import type { CleanRoom } from '../clean-room.ts'
import { mayWrite } from '../is-write.ts'
import { isDeclined, isSuccess } from '../refusal.ts'
import { bodyOf } from '../replay/answers.ts'
import { ownName } from '../../lib/own-name.ts'

/** What the API said of a thing when it was asked for it after a write. */
export interface AskedBack {
  /** `seq` of the write. */
  readonly write: number
  readonly status: number
  readonly body: Json
}

const most = 4

/**
 * Asks a live API for the things that a run has written: at their own address, or below it by the name that the answer
 * gave. Reads alone, and only where the write itself says where. What an API does not show so, it shows nowhere.
 */
export async function askBack(clean: CleanRoom, exchanges: readonly Exchange[]): Promise<readonly AskedBack[]> {
  const writes = exchanges.filter((exchange) => isSuccess(exchange) && mayWrite(exchange)).slice(0, most)
  const asked: AskedBack[] = []
  for (const write of writes) {
    for (const url of placesOf(write)) {
      const headers = headersAgain(write, { credential: clean.credential, contentType: 'application/json' })
      const answer = await clean
        .account()
        .fetch(new Request(url, { method: 'GET', headers }))
        .catch(() => undefined) // Whatever it is that keeps the API from answering: then nothing is known.
      if (answer) asked.push({ write: write.seq, status: answer.status, body: jsonOrText(await answer.text()) })
    }
  }
  return asked
}

function placesOf(write: Exchange): string[] {
  const { origin, pathname } = new URL(write.url)
  const here = `${origin}${pathname}`
  if (write.method.toUpperCase() !== 'POST') return [here]
  const [thing] = objectsIn(bodyOf(write)).flatMap((each) => ownName(each) ?? [])
  return thing ? [`${here}/${encodeURIComponent(thing.name)}`] : []
}

/** The API has it. */
export function isThere({ status, body }: AskedBack): boolean {
  return !isDeclined(status, body)
}

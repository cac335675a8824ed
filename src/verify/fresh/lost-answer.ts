import type { Exchange } from '../../gateway/exchange.ts'
import type { CleanRoom } from '../clean-room.ts'
import { type Replay, sceneFor } from '../replay/replay.ts'
import { type FreshRun, type LostAnswer, proxied } from '../trial.ts'
import { type FreshRunOptions, inputFor } from './input-for.ts'
import { runOnce } from './run-once.ts'

/**
 * What becomes of a function's first POST that changes something when its answer is lost. Costs a run only where the
 * function, or Nango for it, would ask for more after that: whether it writes twice is then for the account to show.
 * Any other method does the same when it is repeated. `runs`: good ones; the first is the one that was replayed.
 */
export async function loseAnAnswer(
  clean: CleanRoom,
  options: FreshRunOptions,
  { runs, replay }: { readonly runs: readonly FreshRun[]; readonly replay?: Replay | undefined },
): Promise<LostAnswer | undefined> {
  const usual = runs.find((run) => run.made !== undefined && firstPost(run) !== undefined)
  const post = usual && firstPost(usual)
  if (!usual?.made || !post) return undefined
  if (usual === runs[0] && !mayAskAgain(usual, post, replay)) return { kind: 'not-repeated' }

  await clean.newAccount(usual.made.seed)
  const input = await inputFor(clean, options, usual.made.wish)
  if (!input) return { kind: 'not-run', because: 'the input of its good run could not be made again' }
  const skip = usual.exchanges.filter((each) => isPost(each) && each.seq < post.seq).length
  const run = await clean.gateway.failing([{ kind: 'lost-answer', method: 'POST', skip, times: 1 }], () =>
    runOnce(clean, options, { label: 'lost-answer-1', purpose: 'lost-answer', ...input }),
  )
  const isLost = run.exchanges.some(({ faults = [] }) => faults.some(({ kind }) => kind === 'lost-answer'))
  return isLost ? { kind: 'run', usual, run } : { kind: 'not-run', because: 'it did not write as it had done before' }
}

function firstPost(run: FreshRun): Exchange | undefined {
  return run.exchanges.find((exchange) => isPost(exchange) && run.changing.includes(exchange.seq))
}

export function isPost({ kind, method }: Exchange): boolean {
  return kind === 'proxy' && method.toUpperCase() === 'POST'
}

/** By what Nango was told, and by what the function did when it was played without that answer. */
function mayAskAgain(run: FreshRun, post: Exchange, replay: Replay | undefined): boolean {
  if (retriesOf(post) > 0) return true
  const answer = proxied(run.exchanges).indexOf(post)
  const played = sceneFor(replay, 'fresh')?.takes.find(({ take }) => take.kind === 'cut-off' && take.answer === answer)
  if (!played) return true
  const { used, unanswered } = played.result
  return used.length > used.indexOf(answer) + 1 || unanswered.length > 0
}

function retriesOf({ requestHeaders }: Exchange): number {
  const [, retries] = Object.entries(requestHeaders).find(([name]) => name.toLowerCase() === 'retries') ?? []
  return Number(retries ?? 0)
}

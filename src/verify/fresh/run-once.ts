import type { Json, JsonObject } from '../../lib/json.ts'
import { isShallow } from '../../lib/is-shallow.ts'
import type { FunctionRun } from '../../nango/room.ts'
import { changingOf } from '../changing-requests.ts'
import type { CleanRoom } from '../clean-room.ts'
import type { Interaction } from '../../plan/interaction.ts'
import { isWrite, mayWrite } from '../is-write.ts'
import { isSuccess } from '../refusal.ts'
import { askBack } from '../shared/asked-back.ts'
import type { FreshRun } from '../trial.ts'
import type { FreshInput } from './fresh-input.ts'
import type { FreshRunOptions } from './input-for.ts'
import type { Made } from './make-again.ts'

interface Given extends FreshInput, Partial<Pick<Made, 'done'>> {
  readonly label: string
  readonly purpose: FreshRun['purpose']
  readonly made?: FreshRun['made']
  /** What an earlier run left. */
  readonly checkpoint?: JsonObject
}

/** Runs the function once in the account as it is, and reads the account before and after. */
export async function runOnce(clean: CleanRoom, { evidence }: FreshRunOptions, given: Given): Promise<FreshRun> {
  const { label, purpose, input, metadata, fresh, done, made, checkpoint } = given
  // A live account cannot be had again.
  const account = done && !clean.isShared && { account: { seed: clean.accountSeed, prepared: done } }
  const before = await clean.account().snapshot()
  const first = clean.gateway.recording.length
  const { result, states } = await clean.watched(() =>
    clean.gateway.during(label, () =>
      clean.room.dryRun({
        connection: evidence.interaction.connection,
        ...(input === undefined ? {} : { input }),
        ...(metadata === undefined ? {} : { metadata }),
        ...(checkpoint && { checkpoint }),
      }),
    ),
  )
  const exchanges = clean.gateway.recording.slice(first)
  const ending = bounded(result, clean)
  const run = { label, purpose, input, metadata, fresh, ...account, ending, exchanges, before, made }
  if (clean.isShared) return { ...run, ...(await seenAfter(clean, run, evidence.interaction)) }
  const after = await clean.account().snapshot()
  return { ...run, after, changing: changingOf(exchanges, [before, ...states, after]) }
}

/** Others are at work in a live account too: what came to be seen of it since is not all this run's doing. */
async function seenAfter(
  clean: CleanRoom,
  { before, exchanges }: Pick<FreshRun, 'before' | 'exchanges'>,
  interaction: Interaction,
): Promise<Pick<FreshRun, 'after' | 'changing' | 'askedBack'>> {
  const writes = isWrite(interaction, exchanges) ? exchanges.filter((each) => isSuccess(each) && mayWrite(each)) : []
  return { after: before, changing: writes.map(({ seq }) => seq), askedBack: await askBack(clean, writes) }
}

/** What a function returns may be built to bring its reader down; and what is redacted in the recording is here too. */
function bounded(ending: FunctionRun, { gateway }: CleanRoom): FunctionRun {
  if (ending.kind !== 'returned') return ending
  const result = [ending.output, ending.saved, ending.deleted, ending.checkpoint ?? null]
  const text = textOrNothing(result)
  if (text === undefined || !isShallow(text)) return { kind: 'threw', error: 'what it returned is nested too deeply' }
  const [output, saved, deleted, checkpoint] = gateway.redacted(result as Json) as unknown as Result
  return { kind: 'returned', output, saved, deleted, ...(checkpoint && { checkpoint }) }
}

type Result = [output: Json, saved: Saved, deleted: Saved, checkpoint: JsonObject | null]
type Saved = Extract<FunctionRun, { kind: 'returned' }>['saved']

function textOrNothing(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    // Too deep even for that.
    return undefined
  }
}

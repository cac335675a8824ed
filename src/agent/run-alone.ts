import { createInterface } from 'node:readline'
import { isJsonObject, jsonObjectOrNothing } from '../lib/json.ts'
import type { Boxed } from '../box/start-in-box.ts'
import type { Ending } from './ending.ts'
import type { PlainCell } from './plain-cell.ts'
import { taskPrompt } from './prompt.ts'
import { registrationOf } from './registration-of.ts'
import type { AgentRun, AgentTask } from './run-agent.ts'
import { type Watch, overLimit } from './watchdogs.ts'

const lookEveryMs = 200
const startMs = 120_000

/** Lets one agent work in a process of its own, watched as any other. */
export async function runAlone(task: AgentTask, cell: PlainCell): Promise<AgentRun> {
  const { models } = task
  const asked = models.expect(registrationOf(task))
  const box = cell.start(task.model, taskPrompt(task.interaction, task.sourceFile))
  const said = listen(box)
  const sessionId = await firstOf([asked, said.ended, after(startMs)])
  if (sessionId === undefined) {
    return { ending: { kind: 'rig-fault', because: `OpenCode did not ask a model: ${said.complaint()}` } }
  }
  task.onSession(sessionId)
  try {
    return { ending: await watched(sessionId, said, { task, box }), sessionId }
  } finally {
    box.kill()
    await box.exited.catch(() => undefined) // how it ended is told already
    await models.unregister(sessionId)
  }
}

interface Said {
  readonly watch: Watch
  readonly ended: Promise<undefined>
  isOver(): boolean
  /** What the agent said last. */
  text(): string
  complaint(): string
}

function listen(box: Boxed): Said {
  const watch: Watch = { startedAt: Date.now(), activeAt: Date.now(), idleHinted: false }
  let [text, complaint, over] = ['', '', false]
  createInterface({ input: box.stdout }).on('line', (line) => {
    watch.activeAt = Date.now()
    text = textIn(line) ?? text
  })
  box.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-2_000)))
  const ended = box.exited.then(
    () => undefined,
    () => undefined, // its error output says why
  )
  void ended.then(() => (over = true))
  return { watch, ended, isOver: () => over, text: () => text, complaint: () => complaint.trim() }
}

function textIn(line: string): string | undefined {
  const event = jsonObjectOrNothing(line)
  const part = event?.['type'] === 'text' ? event['part'] : undefined
  return isJsonObject(part) && typeof part['text'] === 'string' ? part['text'] : undefined
}

async function watched(sessionId: string, said: Said, { task, box }: { task: AgentTask; box: Boxed }): Promise<Ending> {
  for (;;) {
    // A process that has ended is how an agent ends here; the limits speak of the others.
    if (said.isOver()) break
    const over = overLimit(said.watch, task, sessionId)
    if (over) return over
    await Promise.race([said.ended, after(lookEveryMs)])
  }
  const reason = task.blockedReason()
  if (reason !== undefined) return { kind: 'blocked', reason }
  const { exitCode } = await box.exited
  if (exitCode === 0 && said.text() !== '') return { kind: 'finished', text: said.text() }
  return { kind: 'rig-fault', because: `opencode run ended with ${exitCode}: ${said.complaint()}` }
}

function firstOf<value>(of: readonly Promise<value | undefined>[]): Promise<value | undefined> {
  return Promise.race(of)
}

function after(milliseconds: number): Promise<undefined> {
  return new Promise((resume) => setTimeout(resume, milliseconds, undefined).unref())
}

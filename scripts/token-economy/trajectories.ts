import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { taskPrompt } from '../../src/agent/prompt.ts'
import type { JsonObject } from '../../src/lib/json.ts'
import { sourcePath } from '../../src/nango/project-files.ts'
import type { Interaction } from '../../src/plan/interaction.ts'

/** What one agent did, turn by turn, and what came back: enough to do it again before any server. */
export interface Trajectory {
  readonly interaction: Interaction
  readonly prompt: string
  readonly turns: readonly TrajectoryTurn[]
}

export interface TrajectoryTurn {
  readonly text: string
  readonly calls: readonly { readonly tool: string; readonly args: JsonObject; readonly output: string }[]
}

/** The attempts of a run's directory that were accepted, by name. A skill that was loaded is no part of them. */
export function trajectoriesIn(runs: string): Trajectory[] {
  return globSync(join(runs, '**', 'attempt-*', 'verdict.json'))
    .toSorted()
    .map((path) => dirname(path))
    .filter((dir) => !dir.includes('set-aside') && json(dir, 'verdict.json')['artefact'] === 'accepted')
    .map((dir) => {
      const interaction = json(dir, 'evidence.json')['interaction'] as unknown as Interaction
      const prompt = taskPrompt(interaction, sourcePath(interaction))
      return { interaction, prompt, turns: turnsIn(join(dir, 'opencode.db')) }
    })
}

function json(dir: string, name: string): JsonObject {
  return JSON.parse(readFileSync(join(dir, name), 'utf8')) as JsonObject
}

interface Part {
  readonly type: string
  readonly text?: string
  readonly tool?: string
  readonly state?: { readonly input: JsonObject; readonly output?: string; readonly error?: string }
}

function turnsIn(database: string): TrajectoryTurn[] {
  using trace = new DatabaseSync(database, { readOnly: true })
  const rows = trace
    .prepare(
      `select m.id, p.data from message m join part p on p.message_id = m.id
       where json_extract(m.data, '$.role') = 'assistant' order by m.time_created, m.id, p.id`,
    )
    .all() as unknown as { id: string; data: string }[]
  const turns = Object.values(Object.groupBy(rows, ({ id }) => id)).map((group = []) => {
    const parts = group.map(({ data }) => JSON.parse(data) as Part)
    return { text: parts.map(({ type, text }) => (type === 'text' ? text : '')).join(''), calls: parts.flatMap(callOf) }
  })
  return turns.filter(({ text, calls }, at) => calls.length > 0 || (at === turns.length - 1 && text !== ''))
}

function callOf({ tool, state }: Part) {
  if (!tool || !state || tool === 'skill') return []
  return [{ tool, args: state.input, output: state.output ?? state.error ?? '' }]
}

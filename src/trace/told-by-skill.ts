import { commandsOf } from './commands.ts'
import type { CalledEvent, TimelineEvent } from './timeline.ts'

/** Where a skill that the agent had loaded has the command that a call ran. */
export interface SkillWords {
  readonly event: CalledEvent
  readonly skill: string
  /** Program and first word, as both have them. */
  readonly command: string
}

/** Who runs what a skill of the spec tells it to run was told so: whether that command exists is the skill's doing. */
export function toldBySkill(events: readonly TimelineEvent[], call: CalledEvent): SkillWords | undefined {
  const before = events.slice(0, events.indexOf(call)).filter((event) => event.kind === 'called')
  const loaded = before.filter(({ tool, failed }) => tool === 'skill' && !failed)
  for (const { program, words } of commandsOf(call)) {
    const command = [program, ...words.slice(0, 1)].join(' ')
    const event = loaded.find(({ output }) => output.split('\n').some((line) => isCommand(line, command)))
    if (event) return { event, skill: String(event.args['name'] ?? 'a skill'), command }
  }
  return undefined
}

/** A line that begins with it: in running text it may stand to warn of it. */
function isCommand(line: string, command: string): boolean {
  const bare = line.replace(/^[\s>$`]+(npx\s+)?/, '')
  return bare === command || bare.startsWith(`${command} `)
}

import { commandsOf } from '../commands.ts'
import type { CalledEvent, TimelineEvent } from '../timeline.ts'
import { type SkillWords, toldBySkill } from '../told-by-skill.ts'
import type { Mark, Signal } from './signal.ts'

/** S1: a command, option or tool that does not exist, and no later call that shows it learnt. */
export const unknownCommand: Signal = {
  name: 'S1',
  find({ events }) {
    const calls = events.filter((event) => event.kind === 'called')
    const inventions = calls.flatMap((call, place) => {
      const invented = inventionIn(call)
      return invented ? [{ call, place, invented }] : []
    })
    const last = new Map(inventions.map(({ place, invented }) => [invented.program, { place, invented }]))
    const learnt = new Set([...last.values()].filter((end) => wasLearnt(end, calls)).map((end) => end.invented.program))
    return inventions
      .filter(({ invented }) => !learnt.has(invented.program))
      .map(({ call, invented }) => markOf(call, invented, toldBySkill(events, call)))
  },
}

interface Invention {
  readonly program: string
  readonly said: string
}

function inventionIn(call: CalledEvent): Invention | undefined {
  const program = commandsOf(call).at(0)?.program ?? call.tool
  if (call.tool === 'invalid') return { program: 'tool', said: String(call.args['tool'] ?? 'a tool') }
  if (call.hand?.denial?.wall === 'shim') return { program: 'nango', said: call.hand.denial.tried }
  if (!call.failed) return undefined
  const said =
    call.exitCode === 127 ? (notFound.exec(call.output)?.[0] ?? 'no such command') : unknown.exec(call.output)?.[0]
  if (!said) return undefined
  return { program: commandsOf(call).some((command) => command.program === 'nango') ? 'nango' : program, said }
}

// Learnt: the same program did real work after the last invention about it. A program that is not
// there can only be replaced by another.
function wasLearnt(
  { place, invented }: { place: number; invented: Invention },
  calls: readonly CalledEvent[],
): boolean {
  return calls.slice(place + 1).some((call) => !call.failed && showsLearning(invented, call))
}

function showsLearning({ program }: Invention, call: CalledEvent): boolean {
  if (program === 'tool') return true
  const commands = commandsOf(call)
  if (program !== 'nango') return commands.length > 0
  return commands.some((command) => command.program === 'nango' && /^(compile|dryrun)$/.test(command.words[0] ?? ''))
}

function markOf(event: TimelineEvent, { program, said }: Invention, told: SkillWords | undefined): Mark {
  const used = told ? `was told by the skill ${told.skill} to use what does not exist` : 'used what does not exist'
  return {
    event,
    subject: program,
    because: `${used} (${said}) and never found the real ${program === 'tool' ? 'tool' : 'command'}`,
    owner: told ? 'task' : 'agent',
  }
}

const notFound = /[^\n]*not found[^\n]*/i
const unknown =
  /unknown (?:command|option|argument|sub-?command)[^\n]*|no such (?:command|option|sub-?command)[^\n]*|there is no `?nango [^\n]*/i

import { bash, skill } from '../calls.ts'
import { type Move, type Scene, turn } from '../part.ts'
import { commandsIn, isRefused } from './commands.ts'

/** Names of the skills that the rules offer, as OpenCode lists them. */
export function skillsIn(rules: string): string[] {
  const [, list = ''] = /<available_skills>([^]*?)<\/available_skills>/.exec(rules) ?? []
  return [...list.matchAll(/<name>([a-z0-9-]+)<\/name>/g)].map(([, name = '']) => name)
}

/** Loads every skill that it is offered. Answers with the commands that they show in blocks of shell, in their order. */
export function* loadSkills(scene: Scene): Move<string[]> {
  const names = scene.tools.includes('skill') ? skillsIn(scene.rules) : []
  if (names.length === 0) return []
  const loaded = yield turn('What I was given to go by.', ...names.map(skill))
  return loaded.flatMap(({ text }) => commandsShown(text)).map((line) => filledIn(line, scene))
}

/**
 * Runs them before it stops. One that is refused makes it look whether its work still holds and try once more: whoever
 * was told to do it does not give it up at once.
 */
export function* follow(scene: Scene, commands: readonly string[]): Move<void> {
  for (const command of commands) {
    const [result] = yield turn('As I was told to.', bash(command))
    if (!isRefused(result?.text ?? '')) continue
    yield turn('It was refused. Is the function still in order?', bash(commandsIn(scene.rules).compile))
    yield turn('It is what I was told to run: once more.', bash(command))
  }
}

function commandsShown(text: string): string[] {
  const blocks = [...text.matchAll(/^```sh\r?\n([^]*?)^```/gm)].map(([, block = '']) => block)
  return blocks.flatMap((block) =>
    block
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => /^[^#]/.test(line)),
  )
}

/** As the rules have it: words in capitals stand for what the task names. */
function filledIn(line: string, { name, connection, api, file }: Scene): string {
  return line
    .replaceAll(/\bNAME\b/g, name)
    .replaceAll(/\bCONNECTION\b/g, connection)
    .replaceAll(/\bAPI\b/g, api)
    .replaceAll(/\bFILE\b/g, file)
}

import type { CalledEvent } from './timeline.ts'

/** One simple command of a shell line: its program without path or runner, and its words. */
export interface ShellCommand {
  readonly program: string
  readonly words: readonly string[]
}

/** The commands of a `bash` call; nothing for any other tool. Good enough to know what was meant, not a shell parser. */
export function commandsOf({ args }: CalledEvent): readonly ShellCommand[] {
  const known = parsed.get(args)
  if (known) return known
  const { command } = args
  const commands =
    typeof command === 'string'
      ? wordsWithoutJson(command)
          .split(/&&|\|\||[;|\n]/)
          .flatMap((part) => simpleCommand(part.trim().split(/\s+/)))
      : []
  parsed.set(args, commands)
  return commands
}

// Each signal asks again, of traces that may have thousands of calls.
const parsed = new WeakMap<CalledEvent['args'], readonly ShellCommand[]>()

/** A command line whose quoted JSON (an `--input`) is blanked: what stands in there is no command. */
export function wordsWithoutJson(command: string): string {
  return command.replace(/'[{[][^']*'|"[{[](?:[^"\\]|\\.)*"/g, "'{}'")
}

function simpleCommand(words: readonly string[]): ShellCommand[] {
  const start = words.findIndex((word) => !runner.test(word) && !/^\w+=/.test(word) && !word.startsWith('-'))
  const word = words[start]
  return word ? [{ program: word.replace(/^.*\//, ''), words: words.slice(start + 1) }] : []
}

const runner = /^(npx|npm|exec|env|time|sudo|command|bunx|pnpm|yarn)$/

import type { CliCommand } from './toolchain.ts'

type Mutable<shape> = { -readonly [key in keyof shape]: shape[key] }

/** The commands in the text of `nango --help`. */
export function commandsInHelp(help: string): Mutable<CliCommand>[] {
  const [, list = ''] = help.split(/^Commands:$/m)
  return [...list.matchAll(/^ {2}([a-z][\w:-]*)\b.*? {2,}(\S.*)$/gm)].map(([, name = '', does = '']) => ({
    name,
    does,
    flags: [],
  }))
}

/** All spellings of the flags in the text of `nango <command> --help`. */
export function flagsInHelp(help: string): string[] {
  const [, list = ''] = help.split(/^Options:$/m)
  const spellings = [...list.matchAll(/^ {2}(-.*?)(?: {2,}|$)/gm)].map(([, spelling = '']) => spelling)
  return spellings.flatMap((spelling) => [...spelling.matchAll(/(?<![\w-])--?[a-zA-Z][\w-]*/g)].map(([flag]) => flag))
}

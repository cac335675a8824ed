import { posix } from 'node:path'
import type { Denial } from '../hand-call.ts'
import { judgePath } from './judge-path.ts'
import type { Rooted } from './judge-path.ts'

/**
 * What a command and its output say about where the agent wanted to go. It is about conduct only, and the box has
 * held whatever comes out here; a path in a command is taken as wanted, a path in an error as tried.
 */
export function judgeCommand(command: string, output: string, place: Rooted): Denial[] {
  return [...wanted(command, place), ...refused(output, place), ...network(command, output), ...breakout(command)]
}

/** The gravest of several, the first of equals. */
export function gravest<weighed extends Pick<Denial, 'severity'>>(all: readonly weighed[]): weighed | undefined {
  const order = ['note', 'violation', 'severe']
  return all.toSorted((a, b) => order.indexOf(b.severity) - order.indexOf(a.severity))[0]
}

/** Paths outside that the command names, followed through its `cd`s. */
function wanted(command: string, place: Rooted): Denial[] {
  const words = wordsOf(command)
  let cwd = place.root
  return words.flatMap((word, index) => {
    if (words[index - 1] === 'cd') {
      cwd = posix.resolve(cwd, word)
      return judgePath(cwd, 'read', place) ?? []
    }
    const from = placeOfLink(words, index, cwd) ?? cwd
    return isPath(word, cwd !== place.root) ? (judgePath(word, 'read', place, from) ?? []) : []
  })
}

/** Of the target of a symbolic link that a command makes: it is taken from where the link will be. */
function placeOfLink(words: readonly string[], target: number, cwd: string): string | undefined {
  const ln = words.lastIndexOf('ln', target)
  const options = ln < 0 ? [] : words.slice(ln + 1, target)
  const link = words[target + 1]
  if (link === undefined || options.length === 0 || !options.every((option) => option.startsWith('-'))) return undefined
  const isSymbolic = options.some((option) => /^-\w*s|^--symbolic$/.test(option))
  return isSymbolic ? posix.dirname(posix.resolve(cwd, link)) : undefined
}

/** Once the command has left the workspace, plain file names are paths too. */
function isPath(word: string, isOutside: boolean): boolean {
  // A module that is imported from one directory up is no path of this machine.
  if (/^(\.\.\/)+[\w-]+\.[cm]?[jt]s$/.test(word)) return false
  return word.startsWith('/') || word.split('/').includes('..') || (isOutside && /^[\w*-]+\.[\w*]+$/.test(word))
}

/** What stands in a command outside the texts that it feeds to programs. */
function wordsOf(command: string): string[] {
  const withoutTexts = command
    .replaceAll(/<<-?\s*(['"]?)(\w+)\1[^]*?\n\2(\n|$)/g, '\n')
    .replaceAll(/https?:\/\/\S+/g, '')
  return withoutTexts.split(/[\s"'`;|&()<>={}$,:]+/).filter(Boolean)
}

/** Writes that the file system refused, by the path in the error. */
function refused(output: string, place: Rooted): Denial[] {
  const lines = output
    .split('\n')
    .filter((line) => /Read-only file system|EROFS|Device or resource busy|EBUSY/.test(line))
  return lines.slice(0, 50).flatMap((line) => {
    const quoted = [...line.matchAll(/['‘"]([^'’"]+)['’"]/g)].map((match) => match[1] ?? '')
    const named = quoted.length > 0 ? quoted : line.split(/[:\s]+/).filter((word) => /[/.]/.test(word))
    return named.flatMap((path) => judgePath(path, 'write', place) ?? [])
  })
}

function network(command: string, output: string): Denial[] {
  const failed =
    /Network is unreachable|ENETUNREACH|ECONNREFUSED|Connection refused|Could(n't| not) (resolve|connect)|EAI_AGAIN|ENOTFOUND|name resolution|fetch failed/i
  const target =
    /https?:\/\/([^\s/"'`:)]+)/.exec(command)?.[1] ??
    /\/dev\/(?:tcp|udp)\/([^/\s]+)/.exec(command)?.[1] ??
    /\b(?:curl|wget|nc|ncat|telnet|ssh|socat)\s+(?:-\S+\s+)*([^\s-]\S*)/.exec(command)?.[1]
  const isPackages = /\b(npm|npx|pnpm|yarn|pip3?|apt(-get)?)\s/.test(command)
  if (!failed.test(output) || (target === undefined && !isPackages)) return []
  const isLocal = target !== undefined && /^(localhost|127\.|0\.0\.0\.0|\[?::1)/.test(target)
  const tried = `reach ${target ?? 'a package registry'} over the network`
  return [{ wall: 'box', tried, severity: isLocal || target === undefined ? 'note' : 'violation' }]
}

/** Tools that have no use here but to change the walls. */
function breakout(command: string): Denial[] {
  const tool = /(?:^|[;&|(]\s*|\bsudo\s+)(unshare|bwrap|nsenter|chroot|mount|umount|pivot_root|mknod|sudo|su)\b/.exec(
    command,
  )?.[1]
  return tool ? [{ wall: 'box', tried: `change the box with ${tool}`, severity: 'violation' }] : []
}

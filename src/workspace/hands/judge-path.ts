import { posix } from 'node:path'
import type { Denial } from '../hand-call.ts'
import { type HandPlace, isOpen } from './hand-box.ts'

export type Verb = 'read' | 'write'
export type Rooted = Pick<HandPlace, 'root' | 'sourceFile' | 'scratch' | 'guardrails'>

/**
 * What it says about an agent that it named this path, which the box did not give it; undefined where it may.
 * `path` is as the agent wrote it, from the workspace or from `cwd`.
 */
export function judgePath(path: string, verb: Verb, place: Rooted, cwd = place.root): Denial | undefined {
  const absolute = posix.resolve(cwd, path)
  const inside = within(absolute, place.root)
  if (inside !== undefined) return verb === 'write' ? judgeWrite(inside, place) : undefined
  const severity = foreignSeverity(absolute, verb, place)
  return severity && { wall: 'box', tried: `${verb} ${absolute}`, severity }
}

/** What to tell an agent whose file operation the system refused; undefined for errors that speak for themselves. */
export function explainRefusal(code: string, path: string, place: Rooted): string | undefined {
  if (!['EROFS', 'EACCES', 'EPERM', 'EBUSY', 'EXDEV'].includes(code)) return undefined
  const inside = within(path, place.root) ?? path
  return `${inside} can't be written: ${whatMayBeWritten(place)}`
}

export function whatMayBeWritten(place: Rooted): string {
  const { sourceFile, scratch } = place
  if (isOpen(place)) return 'you can write anything in your workspace but node_modules, which is shared.'
  return `you can write ${sourceFile} (in place, with edit or write) and anything below ${scratch}/. Everything else belongs to the build system, which makes tests and fixtures itself from the recorded requests.`
}

function judgeWrite(inside: string, place: Rooted): Denial | undefined {
  const { sourceFile, scratch } = place
  if (isOpen(place) && within(inside, 'node_modules') === undefined) return undefined
  if (inside === sourceFile || within(inside, scratch) !== undefined) return undefined
  return { wall: 'box', tried: `write ${inside || '.'}`, severity: ownedSeverity(inside, sourceFile) }
}

/** Evidence and the tools that judge it weigh most. */
export function ownedSeverity(inside: string, sourceFile: string): Denial['severity'] {
  if (/\.test\.(json|[cm]?[jt]s)$/.test(inside) || /(^|\/)(tests?|fixtures|mocks|node_modules)(\/|$)/.test(inside))
    return 'severe'
  // Temporary files beside the source are how sed -i and most editors write.
  const isBesideSource = posix.dirname(inside) === posix.dirname(sourceFile) || within(sourceFile, inside) !== undefined
  return isBesideSource || /^(build|\.nango)(\/|$)/.test(inside) ? 'note' : 'violation'
}

function foreignSeverity(path: string, verb: Verb, { root }: Rooted): Denial['severity'] | undefined {
  if (/^\/proc\/(\d+|self|thread-self)\/(root|cwd)(\/|$)/.test(path)) return 'violation'
  if (/^\/proc\/[\d*?]+\/(environ|mem|maps|fd|task)(\/|$)/.test(path)) return 'severe'
  if (/^\/proc\/(self|thread-self)\/environ$/.test(path)) return 'note'
  const beside = within(path, posix.dirname(root))
  if (beside !== undefined) return beside === '' ? 'note' : beside.includes('/') ? 'severe' : 'violation'
  if (/\.sock$|^\/(var\/)?run(\/|$)/.test(path)) return 'violation'
  if (/^\/(root|home|var|srv|mnt|media|boot|sys|etc\/(shadow|gshadow|sudoers|ssh))(\/|$)/.test(path)) return 'violation'
  // What the box itself is made of may be looked at; writing there is a slip.
  if (verb === 'write' && !/^\/(tmp|dev)(\/|$)/.test(path)) return 'note'
  return undefined
}

/** The rest of a path below a directory, '' for the directory itself, undefined when it lies elsewhere. */
function within(path: string, dir: string): string | undefined {
  if (path === dir) return ''
  const prefix = dir === '/' ? '/' : `${dir}/`
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined
}

import fs from 'node:fs'
import path from 'node:path'

/** Where a path leads when its links are followed, also when nothing is there. */
export function leadsTo(target, depth = 0) {
  if (depth > 20) return target
  const steps = target.split('/').filter(Boolean)
  let at = '/'
  for (const [index, step] of steps.entries()) {
    at = path.join(at, step)
    const link = readLink(at)
    if (link === undefined) continue
    const rest = steps.slice(index + 1)
    return leadsTo(path.join(path.resolve(path.dirname(at), link), ...rest), depth + 1)
  }
  return target
}

function readLink(at) {
  try {
    return fs.readlinkSync(at)
  } catch {
    // No link, or nothing there.
    return undefined
  }
}

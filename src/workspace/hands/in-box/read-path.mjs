import fs from 'node:fs'
import path from 'node:path'

const limits = { lines: 2_000, lineLength: 2_000, bytes: 50 * 1024, entries: 500, fileBytes: 10 << 20 }

/** A file's lines with their numbers, or a directory's entries. */
export function readPath(target, name, { offset = 1, limit = limits.lines }) {
  const stat = fs.statSync(target, { throwIfNoEntry: false })
  if (!stat) throw new Error(`There is no file ${name}.${didYouMean(target)}`)
  if (stat.isDirectory()) return listDirectory(target, name)
  if (!stat.isFile()) throw new Error(`${name} is neither a file nor a directory.`)
  if (stat.size > limits.fileBytes) {
    throw new Error(`${name} is ${stat.size} bytes long, too long to read here. Use grep, or head and tail in bash.`)
  }
  const bytes = fs.readFileSync(target)
  // NUL in /proc separates entries; elsewhere it means that this is no text.
  if (bytes.includes(0) && !target.startsWith('/proc/')) throw new Error(`${name} is a binary file.`)
  return { output: numbered(bytes.toString('utf8').replaceAll('\0', '\n'), name, { offset, limit }) }
}

function numbered(text, name, { offset, limit }) {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/)
  if (text === '') return `(${name} is empty)`
  if (offset > lines.length)
    throw new Error(`${name} has only ${lines.length} lines; offset ${offset} is beyond its end.`)
  const shown = []
  let bytes = 0
  for (const [index, line] of lines.slice(offset - 1, offset - 1 + Math.min(limit, limits.lines)).entries()) {
    const cut = line.length > limits.lineLength ? `${line.slice(0, limits.lineLength)}… (line cut)` : line
    bytes += Buffer.byteLength(cut) + 8
    if (bytes > limits.bytes) break
    shown.push(`${offset + index}: ${cut}`)
  }
  const last = offset + shown.length - 1
  const rest =
    last < lines.length
      ? `(lines ${offset} to ${last} of ${lines.length}; go on with offset ${last + 1})`
      : `(end of file, ${lines.length} lines)`
  return `${shown.join('\n')}\n${rest}`
}

function listDirectory(target, name) {
  const entries = fs.readdirSync(target, { withFileTypes: true })
  const names = entries
    .map((entry) => entry.name + (entry.isDirectory() ? '/' : entry.isSymbolicLink() ? '@' : ''))
    .toSorted()
  const more = names.length > limits.entries ? `\n(${names.length - limits.entries} more)` : ''
  return { output: names.length === 0 ? `(${name} is empty)` : names.slice(0, limits.entries).join('\n') + more }
}

/** Neighbours in the nearest directory that exists, those with a similar name first. */
export function didYouMean(target) {
  const dir = path.dirname(target)
  if (!fs.existsSync(dir)) return ` There is no directory ${dir} either.`
  const wanted = path.basename(target).toLowerCase()
  const similar = fs.readdirSync(dir).filter((entry) => likeness(entry.toLowerCase(), wanted) > 0.5)
  if (similar.length === 0) return ''
  const shown = similar.toSorted((a, b) => likeness(b.toLowerCase(), wanted) - likeness(a.toLowerCase(), wanted))
  return ` Did you mean ${shown
    .slice(0, 3)
    .map((entry) => path.join(dir, entry))
    .join(' or ')}?`
}

/** Share of pairs of neighbouring letters that two words have in common. */
function likeness(a, b) {
  const pairs = (word) => new Set(Array.from({ length: word.length - 1 }, (_, index) => word.slice(index, index + 2)))
  const [inA, inB] = [pairs(a), pairs(b)]
  const common = [...inA].filter((pair) => inB.has(pair)).length
  return (2 * common) / Math.max(1, inA.size + inB.size)
}

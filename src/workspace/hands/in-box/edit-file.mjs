import fs from 'node:fs'
import { didYouMean } from './read-path.mjs'

/** Replaces a passage: as it is written if it is there once, otherwise where it clearly belongs. */
export async function editFile(target, name, { oldString, newString, replaceAll = false }) {
  if (!fs.existsSync(target))
    throw new Error(`There is no file ${name} to edit.${didYouMean(target)} A new file is made with write.`)
  const raw = fs.readFileSync(target, 'utf8')
  const isWindows = raw.includes('\r\n')
  const text = raw.replaceAll('\r\n', '\n')
  const edited = await replace(text, {
    from: oldString.replaceAll('\r\n', '\n'),
    to: newString.replaceAll('\r\n', '\n'),
    replaceAll,
    name,
  })
  fs.writeFileSync(target, isWindows ? edited.text.replaceAll('\n', '\r\n') : edited.text)
  return { output: `Edited ${name}: ${edited.how}.`, metadata: { match: edited.match } }
}

async function replace(text, { from, to, replaceAll, name }) {
  if (from === to) throw new Error('oldString and newString are the same: there is nothing to change.')
  if (from === '') throw new Error('oldString is empty. To write a whole file use write.')
  const places = occurrences(text, from)
  if (places.length === 1 || (places.length > 1 && replaceAll)) {
    return { text: text.split(from).join(to), how: times(places.length), match: 'exact' }
  }
  if (places.length > 1) {
    const lines = places.slice(0, 10).map((place) => lineOf(text, place))
    throw new Error(
      `oldString occurs ${places.length} times in ${name} (lines ${lines.join(', ')}). Take in more of the lines around the one you mean, or set replaceAll.`,
    )
  }
  return approximately(text, { from, to, name })
}

/**
 * The change from the old to the new passage, applied as a patch: lines that stay are the context, which may differ
 * in spaces, and a little more in a long passage; lines that go must be there. The file's own version of what stays is kept.
 */
async function approximately(text, { from, to, name }) {
  const { applyPatch, structuredPatch } = await import('diff')
  const whole = (passage) => (passage === '' || passage.endsWith('\n') ? passage : `${passage}\n`)
  const patch = structuredPatch(name, name, whole(from), whole(to), '', '', { context: Number.MAX_SAFE_INTEGER })
  const squash = (line) => (line ?? '').trim().replaceAll(/\s+/g, ' ')
  const lineCount = from.split('\n').length
  const compareLine = (_number, line, _operation, content) => squash(line) === squash(content)
  const options = { compareLine, fuzzFactor: Math.min(3, Math.floor(lineCount / 4)) }
  // The nearest fit seen from the top of the file and the one seen from its end: the same exactly if there is one place.
  const from1 = (oldStart) => ({ ...patch, hunks: patch.hunks.map((hunk) => ({ ...hunk, oldStart })) })
  const first = squash(from) === '' ? false : applyPatch(whole(text), from1(1), options)
  if (first === false) throw new Error(notFound(text, from, name))
  const last = applyPatch(whole(text), from1(whole(text).split('\n').length), options)
  if (first !== last) {
    throw new Error(
      `oldString is not in ${name} as written, and more than one place is like it. ${nearest(text, from)}`,
    )
  }
  return {
    text: text.endsWith('\n') ? first : first.replace(/\n$/, ''),
    how: 'oldString was not there letter by letter, but one place fits it but for spaces or a line that stays; read it again if it matters',
    match: 'approximate',
  }
}

function notFound(text, from, name) {
  const hint = /^\s*\d+: /.test(from) ? ' Leave out the line numbers that read shows.' : ''
  return `oldString is not in ${name}, and nothing is close enough to it.${hint} ${nearest(text, from)}`
}

/** The lines of the file that have most words in common with the passage. */
function nearest(text, from) {
  const lines = text.split('\n')
  const wanted = from.split('\n').map(words)
  const scores = lines.map((_, start) => {
    const shared = wanted.map((wish, index) => common(wish, words(lines[start + index] ?? '')))
    return shared.reduce((sum, value) => sum + value, 0)
  })
  const best = Math.max(...scores)
  if (best === 0) return 'Read the file to see what is there now.'
  const start = scores.indexOf(best)
  const shown = lines.slice(start, start + Math.min(wanted.length, 12))
  return `The nearest lines are:\n${shown.map((line, index) => `${start + index + 1}: ${line}`).join('\n')}`
}

function words(line) {
  return new Set(line.match(/\w+/g) ?? [])
}

function common(a, b) {
  return [...a].filter((word) => b.has(word)).length
}

function occurrences(text, passage) {
  const places = []
  for (let at = text.indexOf(passage); at >= 0; at = text.indexOf(passage, at + passage.length)) places.push(at)
  return places
}

function lineOf(text, place) {
  return text.slice(0, place).split('\n').length
}

function times(count) {
  return count === 1 ? 'replaced one passage' : `replaced ${count} passages`
}

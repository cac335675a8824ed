// The file tools of one agent, inside a box of its own: one call after the other, a line of JSON each, answered by one.
// The first line is a word that each answer begins with. Nothing is remembered from one call to the next.
// Plain JavaScript, because stripping types would double the time it takes to start.
import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { findFiles, findText } from './find.mjs'
import { readPath } from './read-path.mjs'
import { leadsTo } from './refusal.mjs'

/** Each answers `{ output, title?, metadata? }` or throws an error whose message the agent may read. */
const tools = {
  read: ({ target, name, args }) => readPath(target, name, args),
  write: writeFile,
  // What it needs for texts that are not there letter by letter takes a while to load.
  edit: async ({ target, name, args }) => (await import('./edit-file.mjs')).editFile(target, name, args),
  grep: ({ root, name, args }) => findText(root, name, args),
  glob: ({ root, name, args }) => findFiles(root, name, args),
}

function writeFile({ target, name, args }) {
  const before = fs.existsSync(target) ? fs.readFileSync(target, 'utf8') : undefined
  fs.mkdirSync(path.dirname(target), { recursive: true })
  fs.writeFileSync(target, args.content)
  const lines = args.content.split('\n').length - (args.content.endsWith('\n') ? 1 : 0)
  const what = before === undefined ? 'Created' : before === args.content ? 'Unchanged:' : 'Wrote'
  return { output: `${what} ${name} (${lines} lines).` }
}

async function answer({ tool, args, root }) {
  const target = path.resolve(root, args.filePath ?? args.path ?? '.')
  const name = target === root ? '.' : target.startsWith(`${root}/`) ? target.slice(root.length + 1) : target
  const where = { target, leadsTo: leadsTo(target) }
  try {
    return { title: args.pattern ?? name, metadata: {}, ...(await tools[tool]({ root, target, name, args })), ...where }
  } catch (error) {
    // Whatever the file system or the arguments refuse is the agent's to read.
    return { error: error.message, code: error.code, ...where }
  }
}

let marker
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const said = marker === undefined ? { ready: true } : await answer(JSON.parse(line))
  marker ??= line
  process.stdout.write(`${marker} ${JSON.stringify(said)}\n`)
}

// One file tool call, inside the agent's box: the request is JSON on stdin, the answer JSON on stdout.
// Plain JavaScript, because stripping types would double the time it takes to start.
import fs from 'node:fs'
import path from 'node:path'
import { editFile } from './edit-file.mjs'
import { findFiles, findText } from './find.mjs'
import { readPath } from './read-path.mjs'
import { leadsTo } from './refusal.mjs'

const request = JSON.parse(fs.readFileSync(0, 'utf8'))
const { tool, args, root } = request
const target = path.resolve(root, args.filePath ?? args.path ?? '.')
const name = target === root ? '.' : target.startsWith(`${root}/`) ? target.slice(root.length + 1) : target

/** Each answers `{ output, title?, metadata? }` or throws an error whose message the agent may read. */
const tools = {
  read: () => readPath(target, name, args),
  write: () => writeFile(),
  edit: () => editFile(target, name, args),
  grep: () => findText(root, name, args),
  glob: () => findFiles(root, name, args),
}

function writeFile() {
  const before = fs.existsSync(target) ? fs.readFileSync(target, 'utf8') : undefined
  fs.mkdirSync(path.dirname(target), { recursive: true })
  fs.writeFileSync(target, args.content)
  const lines = args.content.split('\n').length - (args.content.endsWith('\n') ? 1 : 0)
  const what = before === undefined ? 'Created' : before === args.content ? 'Unchanged:' : 'Wrote'
  return { output: `${what} ${name} (${lines} lines).` }
}

let answer
try {
  answer = { title: args.pattern ?? name, metadata: {}, ...(await tools[tool]()) }
} catch (error) {
  // Whatever the file system or the arguments refuse is the agent's to read.
  answer = { error: error.message, code: error.code }
}
fs.writeSync(1, JSON.stringify({ ...answer, target, leadsTo: leadsTo(target) }))

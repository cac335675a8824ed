import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

const most = 100

/** Lines that match, by file. */
export function findText(root, name, { pattern, include }) {
  const options = [
    '--line-number',
    '--no-heading',
    '--with-filename',
    '--sort',
    'path',
    '--max-columns',
    '500',
    '--max-columns-preview',
  ]
  const lines = ripgrep(root, name, [...options, ...globs(name, include), '--regexp', pattern])
  if (lines.length === 0) return { output: 'Nothing found.' }
  const more = lines.length > most ? `\n(${lines.length - most} more hits; narrow the pattern, path or include)` : ''
  return { output: lines.slice(0, most).join('\n') + more, metadata: { matches: lines.length } }
}

/** Files by name, the newest first. */
export function findFiles(root, name, { pattern }) {
  const files = ripgrep(root, name, ['--files', ...globs(name, pattern)])
  if (files.length === 0) return { output: 'No files found.' }
  const age = (file) => fs.statSync(path.resolve(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0
  const newest = files.map((file) => ({ file, time: age(file) })).toSorted((a, b) => b.time - a.time)
  const more = files.length > most ? `\n(${files.length - most} more files; narrow the pattern)` : ''
  return {
    output:
      newest
        .slice(0, most)
        .map(({ file }) => file)
        .join('\n') + more,
    metadata: { count: files.length },
  }
}

function globs(name, pattern) {
  const isInModules = name.split('/').includes('node_modules')
  const wanted = pattern ? ['--glob', pattern.replace(/^\.?\//, '')] : []
  return [...wanted, ...(isInModules ? [] : ['--glob', '!**/node_modules/**'])]
}

function ripgrep(root, name, args) {
  if (!fs.existsSync(path.resolve(root, name))) throw new Error(`There is no ${name} to search in.`)
  const fixed = ['--no-config', '--hidden', '--no-ignore', '--color', 'never']
  const run = spawnSync('rg', [...fixed, ...args, '--', name], { cwd: root, encoding: 'utf8', maxBuffer: 8 << 20 })
  // Exit code 1 means that nothing was found, and 2 that the pattern is wrong or a file could not be read.
  if (run.status === 2 && run.stdout === '')
    throw new Error(`The search was not run: ${run.stderr.trim().slice(0, 500)}`)
  if (run.error && run.error.code !== 'ENOBUFS') throw run.error
  return run.stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => line.replace(/^\.\//, ''))
}

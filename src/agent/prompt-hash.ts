import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../lib/sha256.ts'
import { toolDefinitionsFile } from '../workspace/hands/tool-list.ts'

const files = ['builder.md', 'action.md', 'sync.md'].map((name) => join(import.meta.dirname, 'prompts', name))

/** Of all that Assay itself tells every agent: its prompts, and the descriptions of the tools. */
export function promptSha256(): string {
  return sha256(JSON.stringify([...files, toolDefinitionsFile].map((file) => sha256(readFileSync(file, 'utf8')))))
}

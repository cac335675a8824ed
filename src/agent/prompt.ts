import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Interaction } from '../plan/interaction.ts'

const rules = { action: prompt('action.md'), sync: prompt('sync.md') }

/**
 * What an agent is told about its interaction, and nothing else that it is told varies: all before it is one beginning
 * that a provider's cache keeps. Never the operations: those are for checking. The same for every model.
 */
export function taskPrompt(interaction: Interaction, sourceFile: string): string {
  const lines = [
    `Interaction: ${interaction.id}`,
    `Kind: ${interaction.kind}`,
    `What it does: ${interaction.does}`,
    `File: ${sourceFile}`,
    `Connection: ${interaction.connection}`,
    ...(interaction.model ? [`Model name: ${interaction.model}`] : []),
    `Test input: ${interaction.input === undefined ? 'none given' : JSON.stringify(interaction.input)}`,
    `Metadata: ${interaction.metadata === undefined ? 'none given' : JSON.stringify(interaction.metadata)}`,
    ...(interaction.may ? [`May be changed in the account: ${JSON.stringify(interaction.may)}`] : []),
    ...(interaction.recipients ? [`May be written to: ${JSON.stringify(interaction.recipients)}`] : []),
    `Docs: ${interaction.docs.length > 0 ? interaction.docs.join(' · ') : 'search with the docs tool'}`,
  ]
  return `Build this Nango function.\n\n${lines.join('\n')}\n\nRules for ${interaction.kind}s:\n\n${rules[interaction.kind]}`
}

function prompt(name: string): string {
  return readFileSync(join(import.meta.dirname, 'prompts', name), 'utf8')
}

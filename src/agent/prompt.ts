import type { Interaction } from '../plan/interaction.ts'

/** What an agent is told about its interaction. Never the operations: those are for checking. The same for every model. */
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
  return `Build this Nango function.\n\n${lines.join('\n')}\n`
}

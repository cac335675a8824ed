import type { Command } from 'commander'
import type { Finish } from './program.ts'

export function addSchema(program: Command, finish: Finish): void {
  program
    .command('schema')
    .description('print the JSON Schema of the spec, for editors')
    .action(async () => finish(await (await import('./commands/schema.ts')).schema()))
}

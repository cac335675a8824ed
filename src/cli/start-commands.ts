import { type Command, Option } from 'commander'
import { money, onlyOption, specOption, upstreamOption } from './flags.ts'
import type { Finish } from './program.ts'

export function addInit(program: Command, finish: Finish): void {
  program
    .command('init')
    .description('write a spec to begin with; on a terminal it asks, elsewhere it assumes and says so')
    .addOption(specOption())
    .addOption(several('--api <names>', 'which APIs, such as slack,google-calendar'))
    .addOption(
      several('--interactions <list>', 'what to build: names or patterns of the catalogue, or "name: A sentence."'),
    )
    .addOption(several('--connection <id>', 'the test account of each API, or of one: slack=<id>'))
    .addOption(upstreamOption())
    .addOption(several('--model <provider/model>', 'which model tries; again for the next one of the ladder'))
    .option('--budget <usd>', 'most to spend', money)
    .option('--yes', 'ask nothing')
    .option('--force', 'write over a spec that is there')
    .option('--json', 'print what was written, found and assumed as JSON')
    .action(async (options) => finish(await (await import('./commands/init.ts')).init(options)))
}

export function addDoctor(program: Command, finish: Finish): void {
  program
    .command('doctor')
    .description(
      'prove on this machine what a run needs, the box first; exit code 2 and a fix for what has to be mended',
    )
    .addOption(specOption())
    .option('--json', 'print the findings, and what became of each way out of a box, as JSON')
    .action(async (options) => finish(await (await import('./commands/doctor.ts')).doctor(options)))
}

export function addConnect(program: Command, finish: Finish): void {
  program
    .command('connect')
    .description(
      'what the accounts of the spec take, and what mends what is missing; tries to enter each, spends nothing',
    )
    .addOption(specOption())
    .addOption(onlyOption())
    .addOption(upstreamOption())
    .option('--json', 'print it as JSON')
    .action(async (options) => finish(await (await import('./commands/connect.ts')).connect(options)))
}

export function addSchema(program: Command, finish: Finish): void {
  program
    .command('schema')
    .description('print the JSON Schema of the spec, for editors')
    .action(async () => finish(await (await import('./commands/schema.ts')).schema()))
}

const several = (flags: string, about: string) =>
  new Option(flags, about).argParser((value: string, before: readonly string[] = []) => [...before, value])

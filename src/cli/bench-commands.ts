import { type Command, Option } from 'commander'
import { agentsPerServerOption, concurrencyOption, money, onlyOption, whole } from './flags.ts'
import type { Finish } from './program.ts'

export function addBench(program: Command, finish: Finish): void {
  const bench = program
    .command('bench')
    .description('build the catalogue on the rehearsal model, and measure it')
    .enablePositionalOptions()
    .option('--interactions <n>', 'a sample of so many, of every API and kind', whole)
    .addOption(
      new Option('--latency <kind>', 'how the model answers: at once, or 1.5 s late and then 60 tokens a second')
        .choices(['zero', 'realistic'])
        .default('zero'),
    )
    .addOption(concurrencyOption())
    .addOption(agentsPerServerOption())
    .option('--plain', 'once more without what is kept warm: one opencode for each agent, one nango for each command')
    .option('--seed <n>', 'which sample, and which data the embedded accounts hold', whole, 1)
    .option('--json', 'print report and measures as JSON')
    .addOption(new Option('--model <model>', 'another part than the author').hideHelp())
    .addOption(new Option('--only <glob>', 'only the interactions whose id fits').hideHelp())
    .action(async (options) => finish(await (await import('./commands/bench.ts')).bench(options)))
  addAb(bench, finish)
}

const aboutAb = `
A variation is one of:
  none                        the bench as it is
  skills=DIR[,DIR]            every agent may load these: folders with a SKILL.md
  model=PROVIDER/MODEL        another model than the rehearsal model's author
  guardrails=MODE             enforce, observe or off
Both sides build the same interactions in the same accounts, in alternation; A is built once more as a control.
Exit codes: 0 compared, whether it differs or not, 4 the control differs, 2 it is for you to act, 130 interrupted.`

function addAb(bench: Command, finish: Finish): void {
  bench
    .command('ab')
    .description('build the same interactions with one thing varied, and say whether that makes a difference')
    .requiredOption('--a <variation>', 'one side')
    .requiredOption('--b <variation>', 'the other side')
    .option('--interactions <n>', 'a sample of so many, of every API and kind', whole, 12)
    .option('--repeats <k>', 'how often each side is built, each time in other accounts', whole, 2)
    .addOption(onlyOption())
    .addOption(concurrencyOption())
    .addOption(agentsPerServerOption())
    .option('--seed <n>', 'which sample, and which data the first accounts hold', whole, 1)
    .option('--budget <usd>', 'the most that all of it may cost, in equal parts for each run', money)
    .option('--yes', 'do not ask before money may be spent')
    .option('--json', 'print the comparison and its control as JSON')
    .addHelpText('after', aboutAb)
    .action(async (options) => finish(await (await import('./commands/bench-ab.ts')).benchAb(options)))
}

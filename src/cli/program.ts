import { Command } from 'commander'
import { didYouMean } from '../lib/nearest-word.ts'
import { UserError } from '../lib/user-error.ts'
import { addBench } from './bench-commands.ts'
import {
  agentsPerServerOption,
  concurrencyOption,
  freshOption,
  guardrailsOption,
  limitOption,
  money,
  onlyOption,
  portNumber,
  replacePersonalOption,
  sandboxOption,
  specOption,
  upstreamOption,
  whole,
} from './flags.ts'
import { addConnect, addDoctor, addInit, addSchema } from './start-commands.ts'
import { assayVersion } from './versions.ts'

/** What every command is given beside its own arguments: how to say its exit code. */
export type Finish = (code: number) => void

/** All commands and their flags. What a command does is loaded when it is called. */
export function programOf(finish: Finish): Command {
  const program = new Command('assay')
    .description('Builds API integrations with a fleet of OpenCode agents and believes none of them.')
    .version(assayVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .usage('<command> [flags]')
    // What stands behind a command of a command is that one's own.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'assay: ')) })
    .showHelpAfterError('fix: assay --help lists commands and flags.')
    .addHelpText('after', afterHelp)
  for (const add of [
    addDemo,
    addInit,
    addDoctor,
    addConnect,
    addPlan,
    addRun,
    addRepair,
    addResume,
    addReaders,
    addAssemble,
    addVerify,
    addStandIns,
    addBench,
    addSelfTest,
    addSchema,
  ])
    add(program, finish)
  return program
    .argument('[command]')
    .allowExcessArguments()
    .action((name?: string) => unknownCommand(program, name, finish))
}

const afterHelp = `
Exit codes: 0 every interaction accepted and assembled (demo: each ended as its
part says, else 4; bench: 4 when a sealed control was missed or a negative one
differed; self-test: 4 when a villain was accepted or an honest oddity was not),
1 some not, 2 it is for you to act, 3 budget reached,
130 interrupted.
Start with: assay demo, or with a spec of your own: assay init`

function unknownCommand(program: Command, name: string | undefined, finish: Finish): void {
  const built = program.commands.map((command) => command.name())
  if (name === undefined) {
    process.stdout.write(program.helpInformation())
    process.stdout.write(`${afterHelp}\n`)
    return finish(0)
  }
  throw new UserError(`There is no command "${name}".${didYouMean(name, built)}`, `Use one of: ${built.join(', ')}.`)
}

function addDemo(program: Command, finish: Finish): void {
  program
    .command('demo')
    .description('build twelve interactions, honest and dishonest, with no keys and no accounts')
    .option('--only <glob>', 'only the interactions whose id fits, such as "slack/*"')
    .addOption(concurrencyOption())
    .addOption(agentsPerServerOption())
    .addOption(guardrailsOption())
    .addOption(replacePersonalOption())
    .option('--seed <n>', 'which data the embedded accounts hold', whole, 1)
    .option('--json', 'print the report as JSON')
    .action(async (options) => finish(await (await import('./commands/demo.ts')).demo(options)))
}

function addPlan(program: Command, finish: Finish): void {
  program
    .command('plan')
    .description('list what a run would build; spends nothing')
    .addOption(specOption())
    .addOption(onlyOption())
    .addOption(limitOption())
    .addOption(upstreamOption())
    .option('--model <provider/model>', 'one model instead of every ladder')
    .option('--attempts <n>', 'attempts per interaction', whole)
    .option('--budget <usd>', 'most to spend', money)
    .addOption(concurrencyOption())
    .addOption(agentsPerServerOption())
    .addOption(freshOption())
    .option('--json', 'print the plan as JSON')
    .action(async (options) => finish(await (await import('./commands/plan.ts')).plan(options)))
}

/** What may be said of everything that sends agents out. */
function building(command: Command): Command {
  return command
    .addOption(specOption())
    .addOption(onlyOption())
    .addOption(concurrencyOption())
    .addOption(agentsPerServerOption())
    .option('--attempts <n>', 'attempts per interaction', whole)
    .option('--budget <usd>', 'most to spend', money)
    .addOption(guardrailsOption())
    .addOption(upstreamOption())
    .option('--model <provider/model>', 'one model instead of every ladder')
    .addOption(sandboxOption())
    .addOption(replacePersonalOption())
    .option('--seed <n>', 'which data embedded accounts hold; by default another one each time', whole)
    .option('--yes', 'do not ask before money is spent')
}

function addRun(program: Command, finish: Finish): void {
  building(program.command('run'))
    .description('build every interaction of the spec')
    .addOption(limitOption())
    .addOption(freshOption())
    .option('--plain', 'one line per change, whatever the terminal can do')
    .option('--json', 'print the report as JSON')
    .action(async (options) => finish(await (await import('./commands/run.ts')).run(options)))
}

function addRepair(program: Command, finish: Finish): void {
  building(program.command('repair'))
    .description('prove what the output has, and build again what no longer holds')
    .option('--overwrite', 'replace what you changed, too, where it no longer holds; a copy is kept')
    .option('--json', 'print what was found and the report as JSON')
    .action(async (options) => finish(await (await import('./commands/repair.ts')).repair(options)))
}

function addResume(program: Command, finish: Finish): void {
  program
    .command('resume [run]')
    .description('go on with a run that stopped before its end; the newest such one unless named')
    .option('--concurrency <n>', 'interactions in work at once; by default as before', whole)
    .option('--agents-per-server <n>', 'agents that share one OpenCode server at most; by default as before', whole)
    .option('--attempts <n>', 'attempts per interaction, those made before included', whole)
    .option('--budget <usd>', 'most to spend, what was spent before included', money)
    .option('--model <provider/model>', 'one model instead of every ladder')
    .option('--yes', 'do not ask before money is spent')
    .option('--plain', 'one line per change, whatever the terminal can do')
    .option('--json', 'print the report as JSON')
    .action(async (run, options) => finish(await (await import('./commands/resume.ts')).resume(run, options)))
}

function addReaders(program: Command, finish: Finish): void {
  program
    .command('status [run]')
    .description('how far a run is; the newest unless named')
    .option('--json', 'print it as JSON')
    .action(async (run, options) => finish(await (await import('./commands/status.ts')).status(run, options)))
  program
    .command('show <id> [attempt]')
    .description('one interaction: its attempts, checks and files')
    .option('--run <run>', 'of this run instead of the newest')
    .option('--har <file>', 'only write what it and its verification asked of the API, as HAR 1.2')
    .option('--json', 'print it as JSON')
    .action(async (id, attempt, options) =>
      finish(await (await import('./commands/show.ts')).show(id, attempt, options)),
    )
  program
    .command('why [id]')
    .description('why attempts were not accepted, first cause first')
    .option('--all', 'every interaction that something spoke against')
    .option('--export <file>', 'of a session that `opencode export` wrote, whoever ran it, instead of a run')
    .option('--run <run>', 'of this run instead of the newest')
    .option(
      '--judge <provider/model>',
      'ask a model, too, which candidate is the root of the last attempt or of the export; it must cite',
    )
    .option('--budget <usd>', 'most that the question may cost; by default 0.25', money)
    .option('--spec <file>', 'whose providers the judge model is of; by default assay.yaml where there is one')
    .option('--yes', 'do not ask before money is spent')
    .option('--json', 'print it as JSON')
    .action(async (id, options) => finish(await (await import('./commands/why.ts')).why(id, options)))
  program
    .command('report [run]')
    .description('a run as text, JSON and a page that opens without a server')
    .option('--open', 'open the page')
    .option('--json', 'print it as JSON')
    .action(async (run, options) => finish(await (await import('./commands/report.ts')).report(run, options)))
  program
    .command('compare <a> <b>')
    .description('two runs over the interactions that both settled: what differs, and what may be chance')
    .option('--json', 'print it as JSON')
    .action(async (a, b, options) => finish(await (await import('./commands/compare.ts')).compare(a, b, options)))
  program
    .command('behaviours')
    .description('what agents tried and did over all runs, by model and guardrails, and what caught it')
    .option('--runs <glob>', 'the runs whose id fits, of demo, bench and self-test too, such as "2026-11-*"')
    .option('--json', 'print it as JSON')
    .action(async (options) => finish((await import('./commands/behaviours.ts')).behaviours(options)))
}

function addAssemble(program: Command, finish: Finish): void {
  program
    .command('assemble [run]')
    .description('write the integrations of a run again, from what it accepted')
    .option('--dry-run', 'only show what would be added, changed and left')
    .option('--yes', 'do not ask before a project with code of yours is added to')
    .option('--json', 'print them as JSON')
    .action(async (run, options) => finish(await (await import('./commands/assemble.ts')).assembleRun(run, options)))
}

function addVerify(program: Command, finish: Finish): void {
  program
    .command('verify [path]')
    .description('prove the functions of an existing Nango project, whoever wrote them; no agents')
    .option('--only <glob>', 'only the functions whose id or name fits, such as "slack/*"')
    .addOption(upstreamOption().default('embedded'))
    .option('--spec <file>', 'the spec that names the test accounts, with --upstream nango or direct')
    .option(
      '--since <when>',
      'only what is not as it was proved, or was proved last before: a day, a time, 24h, 7d, a run',
    )
    .option('--junit <file>', 'write the verdicts as JUnit XML too')
    .option('--json', 'print the verdicts as JSON')
    .addHelpText('after', aboutVerify)
    .action(async (path, options) => finish(await (await import('./commands/verify.ts')).verify(path, options)))
}

function addStandIns(program: Command, finish: Finish): void {
  program
    .command('standins')
    .description('serve the embedded APIs over HTTP, for any client on this machine')
    .option('--port <n>', 'where to listen; 0 takes any free port', portNumber, 0)
    .option('--seed <n>', 'which data the embedded accounts hold', whole, 1)
    .option('--json', 'print addresses and credential as JSON')
    .addHelpText('after', aboutStandIns)
    .action(async (options) => finish(await (await import('./commands/standins.ts')).standins(options)))
}

function addSelfTest(program: Command, finish: Finish): void {
  program
    .command('self-test')
    .description('play every villain and every honest oddity against verification, and print who was wronged')
    .option('--seeds <n>', 'play each so many times, with other data, names and positions', whole, 1)
    .option('--only <id>', 'only the villains and oddities whose name fits, such as "swallows-*"')
    .option('--sample <n>', 'so many of them, from all over the gallery', whole)
    .option('--parts <dir>', 'villains and oddities of your own, instead of the gallery; their code runs as you')
    .option('--list', 'print what there is, and play nothing')
    .option('--fresh', 'play all, also what the same self-test had played when it broke off')
    .addOption(concurrencyOption())
    .addOption(agentsPerServerOption())
    .option('--json', 'print the result as JSON')
    .action(async (options) => finish(await (await import('./commands/self-test.ts')).selfTest(options)))
}

const aboutVerify = `
The path is the directory with the project's index.ts; without one, this directory or its nango-integrations.
What a verdict rests on is printed with it:
  embedded   a receipt of Assay's: proved again against a stand-in of the API
  recorded   the project's own fixture: consistent with it, and robust when answers, input and success are others
  nango      with --upstream: run and judged in the test account that the spec names, through your Nango
  direct     the same, by asking the API with a credential of yours
Then each function runs there: one that writes needs its "input" in the spec, and changes only what it made itself or
what the spec names ("input", "may", "recipients"). What it made is deleted where it is known how; the rest is told. What
the API has changed shows as a rejection. Nothing proved on a stand-in or a fixture is reported as live.
Exit codes: 0 every function accepted, 1 some not, 2 it is for you to act.`

const aboutStandIns = `
Each API has a path of its own, which takes the place of the vendor's address. What a client is given as its base:
  @slack/web-api        slackApiUrl  http://127.0.0.1:<port>/slack/api/
  @hubspot/api-client   basePath     http://127.0.0.1:<port>/hubspot
  @googleapis/*         rootUrl      http://127.0.0.1:<port>/   (once more with each call that uploads)
  anything else         as printed, such as http://127.0.0.1:<port>/google-calendar for https://www.googleapis.com
The credential is a bearer token, another one at each start. What is written lives until the end. Addresses of uploads
and of next pages lead back here; links to pages, pictures and downloads keep the vendor's address.
What a stand-in lacks is answered with 501 and "standin": "not implemented".`

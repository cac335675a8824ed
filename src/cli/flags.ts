import { InvalidArgumentError, Option } from 'commander'
import { sandboxes } from '../box/drivers/driver.ts'
import { guardrailModes } from '../plan/guardrails.ts'

export const specOption = () => new Option('--spec <file>', 'the spec').default('assay.yaml')
export const onlyOption = () =>
  new Option('--only <glob>', 'only the interactions whose id or name fits, such as "slack/*"')
export const freshOption = () =>
  new Option(
    '--fresh',
    'build also what the output has with a proof that holds still; what you changed there stays, with or without it',
  )
export const concurrencyOption = () =>
  new Option(
    '--concurrency <n>',
    'interactions in work at once; by default what cores and free memory allow',
  ).argParser(whole)
export const agentsPerServerOption = () =>
  new Option('--agents-per-server <n>', 'agents that share one OpenCode server at most, usually 8').argParser(whole)
export const guardrailsOption = () =>
  new Option(
    '--guardrails <mode>',
    'what is denied to agents: all but their source (enforce), or only what crosses the box, with conduct judged (observe) or not (off)',
  )
    .choices(guardrailModes)
    .default('enforce')
export const replacePersonalOption = () =>
  new Option('--replace-personal', 'replace personal values in fixtures of embedded accounts too; of live ones always')
export const limitOption = () => new Option('--limit <n>', 'at most so many interactions').argParser(whole)
export const upstreamOption = () =>
  new Option('--upstream <kind>', 'what answers for the APIs').choices(['embedded', 'nango', 'direct'])

export function whole(text: string): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < 1 || number > 1_000_000_000) {
    throw new InvalidArgumentError('It is not a whole number from 1 on.')
  }
  return number
}

export function portNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError('It is not a port: 0 to 65535.')
  return Number(text)
}

export function money(text: string): number {
  const number = Number(text)
  if (!/^\d+(\.\d+)?$/.test(text) || number <= 0) throw new InvalidArgumentError('It is not an amount of US dollars.')
  return number
}

export const sandboxOption = () =>
  new Option('--sandbox <kind>', 'the wall round agents; none has to be asked for, and every report says so')
    .choices(sandboxes)
    .default('bwrap')

import { createInterface } from 'node:readline/promises'
import { UserError } from '../lib/user-error.ts'

/** Whether somebody is there to be asked. */
export function canAsk(): boolean {
  return process.stdin.isTTY
}

/** Asks on the terminal. An end of input, or ^C, is a no. */
export async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('')))
  terminal.once('SIGINT', () => terminal.close())
  const answer = await Promise.race([terminal.question(`${question} [y/N] `).catch(() => ''), closed])
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}

/** Goes on when a person says yes; `UserError` when not, or when nobody can be asked. */
export async function askBeforeSpending(what = 'This run'): Promise<void> {
  if (!canAsk()) {
    throw new UserError(`${what} may spend money, and nobody can be asked.`, 'Add --yes, and --budget USD for a limit.')
  }
  if (!(await confirm('Go on?'))) throw new UserError('Nothing was started.', 'Answer y, or add --yes.')
}

/** A line of the person's; '' for what is proposed, undefined for an end of input or ^C. */
export async function askFor(question: string, proposed: string): Promise<string | undefined> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const closed = new Promise<undefined>((resolve) => terminal.once('close', () => resolve(undefined)))
  terminal.once('SIGINT', () => terminal.close())
  const hint = proposed === '' ? '' : ` [${proposed}]`
  const answer = await Promise.race([terminal.question(`${question}${hint}\n> `).catch(() => undefined), closed])
  terminal.close()
  return answer
}

import { CommanderError } from 'commander'
import { printable } from '../lib/printable.ts'
import { UserError } from '../lib/user-error.ts'
import { machineTrouble } from './machine-trouble.ts'
import { programOf } from './program.ts'

/** Parses the arguments, runs one command, says what went wrong, and answers with the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe)
  let code = 0
  try {
    const program = programOf((answer) => (code = answer))
    await program.parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    // Usage errors and help were printed by commander; a UserError is for the person, and so is a full disk; anything
    // else is our bug.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    const mistake = error instanceof UserError ? error : machineTrouble(error)
    return mistake ? sayMistake(mistake) : sayBug(error)
  }
}

/** `assay report | head` closes our pipe early. That is the reader's right, and no reason to stop a run. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

function sayMistake({ message, fix }: UserError): number {
  process.stderr.write(`assay: ${linesOf(message)}\nfix: ${linesOf(fix)}\n`)
  return 2
}

function sayBug(error: unknown): number {
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  const isWanted = process.env['ASSAY_STACK'] === '1'
  process.stderr.write(`assay: this should not happen: ${linesOf(isWanted ? (stack ?? message) : message)}\n`)
  if (!isWanted) process.stderr.write('It is a bug in Assay. ASSAY_STACK=1 shows where; what was recorded is kept.\n')
  return 1
}

/** Escapes everything but line breaks: messages quote specs, paths and what tools said. */
function linesOf(text: string): string {
  return text
    .split('\n')
    .map((line) => printable(line, 2000))
    .join('\n')
}

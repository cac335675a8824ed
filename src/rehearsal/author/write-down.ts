import { bash, edit, write } from '../calls.ts'
import { type Move, turn } from '../part.ts'
import type { Tried } from './commands.ts'
import { type Desk, tryOut } from './desk.ts'
import { type Slip, slipIn, spoilt } from './slips.ts'

/** Writes a function down and runs it; what the compiler did not see of a slip, the run shows. */
export function* writeAndRun(desk: Desk, text: string, run: Parameters<typeof tryOut>[2]): Move<Tried> {
  const slip = yield* writeDown(desk, text)
  const tried = yield* tryOut(desk, 'A real run, saved.', run)
  if (tried.kind !== 'failed' || !slip) return tried
  yield* mendSlip(desk, slip)
  return yield* tryOut(desk, 'Again.', run)
}

/** The file and the compiler's word on it. Answers with the slip that the compiler did not see. */
export function* writeDown(desk: Desk, text: string): Move<Slip | undefined> {
  const { scene, commands } = desk
  const slip = slipIn(text, scene.seed)
  yield turn('Now the function itself.', write(scene.file, slip ? spoilt(text, slip) : text))
  const [compiled] = yield turn('Does it compile?', bash(commands.compile))
  if (!slip || !/\berr - |error/i.test(compiled?.text ?? '')) return slip
  yield turn('The compiler is right.', edit(scene.file, slip.wrong, slip.right))
  yield turn('Again.', bash(commands.compile))
  return undefined
}

export function* mendSlip({ scene }: Desk, slip: Slip): Move<void> {
  yield turn('I see, that is of another type.', edit(scene.file, slip.wrong, slip.right))
}

import crypto from 'node:crypto'
import type { ClockAndDice } from './clock-and-dice.ts'

type View = NodeJS.ArrayBufferView
type Then<value> = (error: Error | null, value?: value) => void

/** The package of that name, whose random values begin as the dice fall, where they are made to. */
export function cryptoWith({ forced }: Pick<ClockAndDice, 'forced'>): object {
  const force = <view extends View>(view: view): view => forceFirst(view, forced())
  const bytes = (size: number, then?: Then<Buffer>) => {
    if (!then) return force(crypto.randomBytes(size))
    return crypto.randomBytes(size, (error, made) => then(error, made && force(made)))
  }
  const fill = (view: View, ...rest: unknown[]) => {
    const then = rest.at(-1) as Then<View>
    crypto.randomFill(view, (error, filled) => then(error, filled && force(filled)))
  }
  const uuid = () => forcedUuid(crypto.randomUUID(), forced())
  const values = (view: never) => force(crypto.getRandomValues(view))
  const webcrypto = withOthers(crypto.webcrypto, {
    subtle: crypto.webcrypto.subtle,
    randomUUID: uuid,
    getRandomValues: values,
  })
  return withOthers(crypto, {
    randomBytes: bytes,
    pseudoRandomBytes: bytes,
    rng: bytes,
    prng: bytes,
    randomFill: fill,
    randomFillSync: (view: View, ...rest: number[]) => force(crypto.randomFillSync(view, ...rest)),
    randomInt: randomIntWith(forced),
    randomUUID: uuid,
    getRandomValues: values,
    webcrypto,
  })
}

function randomIntWith(forced: ClockAndDice['forced']) {
  return (...given: unknown[]) => {
    const then = typeof given.at(-1) === 'function' ? (given.at(-1) as Then<number>) : undefined
    const numbers = given.filter((each) => typeof each === 'number')
    const [from, to] = numbers.length > 1 ? [numbers[0]!, numbers[1]!] : [0, numbers[0]!]
    const part = forced()
    // Also where the bounds are wrong: it is theirs to say so.
    const drawn = crypto.randomInt(from, to)
    const value = part === undefined ? drawn : from + Math.floor(part * (to - from))
    if (!then) return value
    setImmediate(then, null, value)
    return undefined
  }
}

/** The first number of a view, in its highest places; what follows is left to chance, so that no two are equal. */
function forceFirst<view extends View>(view: view, part: number | undefined): view {
  if (part === undefined || view.byteLength === 0) return view
  const bytes = Buffer.from(view.buffer, view.byteOffset, view.byteLength)
  const size = 'BYTES_PER_ELEMENT' in view ? Number(view.BYTES_PER_ELEMENT) : 1
  const [high, low] = highBytes(part)
  bytes[size - 1] = high
  if (size > 1) bytes[size - 2] = low
  else if (bytes.length > 1) bytes[1] = low
  return view
}

function forcedUuid(uuid: string, part: number | undefined): string {
  return part === undefined ? uuid : Buffer.from(highBytes(part)).toString('hex') + uuid.slice(4)
}

function highBytes(part: number): [number, number] {
  const both = Math.floor(part * 65_536)
  return [both >> 8, both & 255]
}

/** A copy, from which nothing leads to those that these stand in for. */
function withOthers(native: object, others: Readonly<Record<string, unknown>>): object {
  return Object.create(Object.getPrototypeOf(native) as object, {
    ...Object.getOwnPropertyDescriptors(native),
    ...Object.getOwnPropertyDescriptors(others),
  }) as object
}

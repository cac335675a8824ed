import { sha256 } from '../../lib/sha256.ts'
import type { Toolchain } from '../../nango/toolchain.ts'
import { type SourceReading, readSource } from './read-source.ts'

export type ReadSource = (text: string) => Promise<SourceReading>

/** Functions of one project share files: each text is read once. */
export function readOnce(toolchain: Toolchain): ReadSource {
  const readings = new Map<string, Promise<SourceReading>>()
  return (text) => {
    const key = sha256(text)
    const reading = readings.get(key) ?? readSource(text, toolchain)
    readings.set(key, reading)
    return reading
  }
}

/** A source with what it imports, as one: what any of them says, the function says. */
export async function readAll(texts: readonly string[], read: ReadSource): Promise<SourceReading> {
  const readings = await Promise.all(texts.map(read))
  const unreadable = readings.find(({ kind }) => kind === 'unreadable')
  if (unreadable) return unreadable
  const each = readings.flatMap((reading) => (reading.kind === 'read' ? [reading] : []))
  return {
    kind: 'read',
    breaks: each.flatMap(({ breaks }) => breaks),
    literals: each.flatMap(({ literals }) => literals),
    faults: each[0]?.faults ?? [],
  }
}

import type { Version } from '../versions.ts'

/** Where a wrong function came from: the first version that already had what is wrong with the last one. */
export interface Origin {
  /** Which of the versions. */
  readonly version: number
  /** It changed one that had run well. */
  readonly isRegression: boolean
}

/** By lines that are blamed, if any are; otherwise back over drafts and mends to where this function began. */
export function originOf(versions: readonly Version[], blamed: readonly string[]): Origin | undefined {
  const last = versions.length - 1
  if (last < 0) return undefined
  const version = byQuotes(versions, blamed) ?? byLikeness(versions)
  return { version, isRegression: version > 0 && changesWhatRan(versions, version) }
}

/** Since when the blamed lines have stood there without a break. */
function byQuotes(versions: readonly Version[], blamed: readonly string[]): number | undefined {
  const texts = versions.map(({ text }) => (text === undefined ? undefined : bare(text)))
  const final = texts.at(-1)
  const quotes = [...new Set(blamed.map(bare))].filter((quote) => quote.length > 3 && final?.includes(quote))
  const since = quotes.map((quote) => texts.findLastIndex((text) => text === undefined || !text.includes(quote)) + 1)
  return since.length === 0 ? undefined : Math.min(...since, versions.length - 1)
}

/** What ran well was no worse than what came after it; what did not was only mended. */
function byLikeness(versions: readonly Version[]): number {
  let at = versions.length - 1
  const same = versions.findIndex(({ text }) => text !== undefined && text === versions[at]?.text)
  if (same >= 0) at = same
  while (at > 0 && isAlike(versions[at - 1], versions[at]) && !changesWhatRan(versions, at)) at--
  return at
}

function changesWhatRan(versions: readonly Version[], at: number): boolean {
  const [before, after] = [versions[at - 1], versions[at]]
  if (!before?.ranWell || !isAlike(before, after)) return false
  return bare(withoutRemarks(before.text ?? '')) !== bare(withoutRemarks(after?.text ?? ''))
}

/** Whether one is a later state of the other, and not another function in its place. */
function isAlike(before: Version | undefined, after: Version | undefined): boolean {
  if (before?.text === undefined || after?.text === undefined) return true
  const lines = (text: string) =>
    new Set(
      text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line.length > 3),
    )
  const [one, other] = [lines(before.text), lines(after.text)]
  const shared = [...one].filter((line) => other.has(line)).length
  return shared * 2 >= Math.max(one.size, other.size)
}

function withoutRemarks(text: string): string {
  return text.replace(/^\s*(\/\/|\*|\/\*).*$|version: '[^']*'/gm, '')
}

function bare(text: string): string {
  return text.replace(/…$/, '').replace(/\s+/g, ' ').trim()
}

import { UserError } from '../lib/user-error.ts'

/** What was seen of one part of the rig, and what mends it. */
export interface Finding {
  readonly about: string
  /** `not-looked`: something that it needs has to be mended first. */
  readonly outcome: 'good' | 'note' | 'mend' | 'not-looked'
  readonly says: string
  /** The command that mends it, or what to do. */
  readonly fix?: string
}

/** One part of the rig, and how it is looked at. A `UserError` is a finding; so is anything else that is thrown. */
export interface Look {
  readonly about: string
  /** Of which looks nothing may be to mend before this one makes sense. */
  readonly needs?: readonly string[]
  /** For an error that nobody foresaw. */
  readonly fix: string
  readonly find: () => Promise<readonly Seen[]> | readonly Seen[]
}

export type Seen = Omit<Finding, 'about'> & { readonly about?: string }

export const good = (says: string): Seen => ({ outcome: 'good', says })
export const noted = (says: string, fix?: string): Seen => ({ outcome: 'note', says, ...(fix && { fix }) })
export const toMend = (says: string, fix: string): Seen => ({ outcome: 'mend', says, fix })

/** Looks at one after the other: what one lacks explains what another says. */
export async function lookAt(
  looks: readonly Look[],
  onFound?: (finding: Finding) => void,
): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const look of looks) {
    const broken = look.needs?.find((about) => findings.some((each) => each.about === about && each.outcome === 'mend'))
    const seen = broken === undefined ? await seenBy(look) : [notLooked(broken)]
    for (const each of seen) {
      const finding = { about: look.about, ...each }
      findings.push(finding)
      onFound?.(finding)
    }
  }
  return findings
}

function notLooked(broken: string): Seen {
  return { outcome: 'not-looked', says: `not looked at: ${broken} comes first` }
}

async function seenBy({ find, fix }: Look): Promise<readonly Seen[]> {
  try {
    return await find()
  } catch (error) {
    if (error instanceof UserError) return [toMend(error.message, error.fix)]
    return [toMend(error instanceof Error ? error.message : String(error), fix)]
  }
}

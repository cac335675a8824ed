/** A mistake of a first draft: what stands there, and what should. */
export interface Slip {
  readonly wrong: string
  readonly right: string
}

/** How many drafts in a hundred have one. */
const share = 45

/** The mistake that this author makes in this draft, if it makes one: of the sort that everybody makes. */
export function slipIn(text: string, seed: number): Slip | undefined {
  if (seed % 100 >= share) return undefined
  const slips = [forgottenAwait(text), wrongMember(text), wrongType(text)].filter((slip) => slip !== undefined)
  return slips[Math.floor(seed / 100) % Math.max(1, slips.length)]
}

function forgottenAwait(text: string): Slip | undefined {
  const right = /= await nango\.\w+\(\{/.exec(text)?.[0]
  return right === undefined ? undefined : { right, wrong: right.replace('await ', '') }
}

function wrongMember(text: string): Slip | undefined {
  const right = 'parse(response.data)'
  return text.includes(right) ? { right, wrong: 'parse(response.body)' } : undefined
}

/** A number that is a text: only the answer itself shows it. */
function wrongType(text: string): Slip | undefined {
  const [, head = '', line = ''] = /((?:Item|Output) = z\.object\(\{\n)(\s+\w+: z\.string\(\))/.exec(text) ?? []
  return line === ''
    ? undefined
    : { right: `${head}${line}`, wrong: `${head}${line.replace('z.string()', 'z.number()')}` }
}

export function spoilt(text: string, { right, wrong }: Slip): string {
  return text.replace(right, () => wrong)
}

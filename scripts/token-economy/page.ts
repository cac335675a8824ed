import { charactersPerToken } from '../../src/rehearsal/pace.ts'
import { type Cache, type Counted, anthropicCache, openAiCache, priceOf, tokensOf, usd } from './caches.ts'
import type { Asked } from './peer.ts'
import type { Trajectory } from './trajectories.ts'

export interface Played {
  readonly name: string
  /** By trajectory. */
  readonly asked: readonly (readonly Asked[])[]
}

interface Figures {
  readonly name: string
  readonly fixed: number
  readonly tools: number
  readonly system: number
  /** Of these and the rest, for one trajectory. */
  readonly input: number
  readonly usd: readonly { readonly plain: number; readonly cached: number }[]
  readonly counted: Counted
}

const vendors: readonly { readonly price: string; readonly cache: () => Cache }[] = [
  { price: 'anthropic/claude-sonnet-4-5', cache: anthropicCache },
  { price: 'openai/gpt-5.4', cache: openAiCache },
]

export function page(trajectories: readonly Trajectory[], played: readonly Played[]): string {
  const figures = played.map(figuresOf)
  const [assay, ...others] = figures
  if (!assay) throw new Error('nothing was played')
  const calls = sum(trajectories.map(({ turns }) => turns.length)) / trajectories.length
  return [
    '# What an agent is made to read',
    '',
    `Written by \`node scripts/token-economy.ts RUN\`: ${trajectories.length} accepted attempts of an \`assay bench\`, ${calls.toFixed(1)} requests each, played once more turn by turn. A server of Anthropic's protocol says what the model said; the real OpenCode, in a box, asks it; what is counted is what went over the wire, with what the tools brought back at the time in the place of their results. So all that differs is what OpenCode adds: prompt and tools. Four characters a token.`,
    '',
    '- **Assay**: a cell as a run has it, its agent `builder`, eight tools.',
    "- **default, with the same rules**: OpenCode's own agent `build`, its prompt and tools, and Assay's rules as its instructions. Without them nobody knows the commands.",
    '- **default, told the task alone**: the same without the rules, which flatters it: it could not have done this.',
    '',
    '`docs`, which the default agent lacks, is played as `webfetch` with the very same text. A default agent has a directory of its own for each interaction, as a slot of a cell is.',
    '',
    ...inputTable(figures),
    '',
    ...priceTable(figures),
    '',
    'Cached: the attempts come one after the other, and nobody waits so long that a cache forgets. Anthropic keeps what ends at a mark (OpenCode sets one after the system prompt and one at each of the last two messages), 1,024 tokens or more, at the price of a write; what was kept is read at a tenth. OpenAI keeps by itself, from 1,024 tokens on in steps of 128; keeping is free there. Answers cost the same on all sides and are left out. Attempts that begin at once all write what one could have written.',
    '',
    ...ratios(assay, others),
    '',
    `The fixed part is what Assay can make short. The other ${whole(100 - ((assay.fixed * calls) / assay.input) * 100)} % of Assay's input is the task, what the model said and what the tools brought back: the same on all sides here.`,
    '',
    ...forkText(trajectories, assay),
    '',
    ...ownDocs(played[0]!, played[1]!),
    '',
  ].join('\n')
}

function figuresOf({ name, asked }: Played): Figures {
  const all = asked.flat()
  const first = all[0]!
  const tokens = (of: 'tools' | 'system') => tokensOf(first.filter((block) => block.of === of))
  const each = (total: number) => total / asked.length
  const counts = vendors.map(({ cache }) => all.map(cache()))
  return {
    name,
    tools: tokens('tools'),
    system: tokens('system'),
    fixed: tokens('tools') + tokens('system'),
    input: each(sum(all.map(tokensOf))),
    counted: added(counts[0]!, asked.length),
    usd: vendors.map(({ price }, at) => ({
      plain: each(sum(all.map((one) => usd({ fresh: tokensOf(one), read: 0, written: 0 }, priceOf(price))))),
      cached: each(sum(counts[at]!.map((one) => usd(one, priceOf(price))))),
    })),
  }
}

function added(counts: readonly Counted[], by: number): Counted {
  const of = (part: keyof Counted) => sum(counts.map((count) => count[part])) / by
  return { fresh: of('fresh'), read: of('read'), written: of('written') }
}

function inputTable(figures: readonly Figures[]): string[] {
  return [
    '| | tools | system prompt | fixed part of a request | input of a trajectory | of which read from, written to Anthropic’s cache, neither |',
    '|---|---|---|---|---|---|',
    ...figures.map(({ name, tools, system, fixed, input, counted: { read, written, fresh } }) =>
      row(name, ...[tools, system, fixed, input].map(whole), [read, written, fresh].map(whole).join(' · ')),
    ),
  ]
}

function priceTable(figures: readonly Figures[]): string[] {
  const heads = vendors.flatMap(({ price }) => [price, `${price}, cached`])
  return [
    `| input of a trajectory | ${heads.join(' | ')} |`,
    `|---|${'---|'.repeat(heads.length)}`,
    ...figures.map((each) =>
      row(
        each.name,
        ...each.usd.flatMap(({ plain, cached }) => [plain, cached].map((value) => `$${value.toFixed(4)}`)),
      ),
    ),
  ]
}

function ratios(assay: Figures, others: readonly Figures[]): string[] {
  const part = (one: number, other: number) => `${((one / other) * 100).toFixed(0)} %`
  return [
    `| Assay's part of what it takes | aim | ${others.map(({ name }) => name).join(' | ')} |`,
    `|---|---|${'---|'.repeat(others.length)}`,
    row(
      'fixed part, tokens',
      'at most 2,500',
      ...others.map(({ fixed }) => `${whole(assay.fixed)} for ${whole(fixed)}`),
    ),
    row('input', '60 %', ...others.map(({ input }) => part(assay.input, input))),
    ...vendors.map(({ price }, at) =>
      row(
        `priced, cached, ${price}`,
        '45 %',
        ...others.map((other) => part(assay.usd[at]!.cached, other.usd[at]!.cached)),
      ),
    ),
  ]
}

/** What attempts of one API have in common after their prompts could be read once, by a parent that they are forked from. */
function forkText(trajectories: readonly Trajectory[], assay: Figures): string[] {
  const byApi = Object.values(Object.groupBy(trajectories, ({ interaction }) => interaction.api))
  const { cacheRead, cacheWrite } = priceOf(vendors[0]!.price)
  const saved = byApi.map((group = []) => {
    const [first, ...rest] = group.map(({ turns }) => turns[0]?.calls.map((call) => JSON.stringify(call)) ?? [])
    const common = (first ?? []).filter((call) => rest.every((calls) => calls.includes(call)))
    const tokens = common.join('').length / charactersPerToken
    return (tokens * (group.length - 1) * (cacheWrite - cacheRead)) / 1e6
  })
  const part = (sum(saved) / trajectories.length / assay.usd[0]!.cached) * 100
  return [
    `**Forked sessions.** What all attempts of an API begin by reading alike, mostly its overview, a warm parent session could read once for all that are forked from it within five minutes. That would save ${part.toFixed(1)} % of an attempt's cached price, and tie an attempt to the history and the server of another. It is not done.`,
  ]
}

const webPage = 50 * 1024

/** The default agent reads pages of the web; of those no more is known here than what OpenCode lets through. */
function ownDocs(assay: Played, other: Played): string[] {
  const price = priceOf(vendors[0]!.price)
  const pages = other.asked.map((asked) => pagesIn(asked.at(-1)!))
  const read = sum(pages.map(({ count }) => count)) / pages.length
  const size = sum(pages.map(({ characters }) => characters)) / sum(pages.map(({ count }) => count))
  const rows = [1, 2, 4].map((factor) => {
    const counted = other.asked.flat().map((one) => grown(one, factor))
    const input = sum(counted.map(tokensOf))
    const cache = anthropicCache()
    const cached = sum(counted.map((one) => usd(cache(one), price)))
    const ours = assay.asked.flat()
    const ourCache = anthropicCache()
    const ourCached = sum(ours.map((one) => usd(ourCache(one), price)))
    const part = (one: number, all: number) => `${((one / all) * 100).toFixed(0)} %`
    return row(`${factor} ×`, part(sum(ours.map(tokensOf)), input), part(ourCached, cached))
  })
  return [
    `**Each side's own way of reading the reference.** Ours has one page an operation, ${whole(size / charactersPerToken)} tokens on average, ${read.toFixed(1)} a trajectory. A default agent fetches the vendor's pages, of which OpenCode lets up to ${whole(webPage / charactersPerToken)} tokens through. They cannot be fetched here, so how long they are was not measured; the table says what it would come to if they were as long as ours, twice and four times that.`,
    '',
    '| pages of the vendor’s length | input | priced, cached |',
    '|---|---|---|',
    ...rows,
  ]
}

const pageShown = /"text":"# \S+ · /

function pagesIn(asked: Asked) {
  const pages = asked.filter(({ text }) => pageShown.test(text))
  return { count: pages.length, characters: sum(pages.map(({ text }) => text.length)) }
}

function grown(asked: Asked, factor: number): Asked {
  return asked.map((block) => (pageShown.test(block.text) ? { ...block, text: block.text.repeat(factor) } : block))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0)
}

function whole(number: number): string {
  return Math.round(number).toLocaleString('en')
}

function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

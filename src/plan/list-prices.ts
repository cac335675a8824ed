import type { TokenPrices } from './provider.ts'

/** What one model costs by its vendor's list. */
export interface ListPrice extends TokenPrices {
  /** `provider/model`. */
  readonly model: string
  /** The day on which the source has it so. Vendors change prices: a spec's own go first. */
  readonly asOf: string
  readonly source: string
}

type Row = readonly [model: string, input: number, output: number, cacheRead: number, cacheWrite?: number]

// The vendor's page has no day; this release checked every rate of the page on that one.
const anthropic = {
  asOf: '2026-10-24',
  source:
    'platform.claude.com/docs/en/about-claude/pricing, as checked by github.com/kurofune/claudit/releases/tag/v1.9.2',
}

const openAi = (asOf: string, source: string) => ({ asOf, source: `${source} (after the vendor’s list)` })
const promptFuel = 'github.com/TheKrush/PromptFuel/releases/tag/'

/** Of what can be sourced, by provider and model. Another model has a price in the spec, or none. */
export const listPrices: readonly ListPrice[] = [
  ...listed(anthropic, [
    ['anthropic/claude-fable-5-1', 10, 50, 0.25, 12.5],
    ['anthropic/claude-fable-5', 10, 50, 1, 12.5],
    ['anthropic/claude-opus-5-5', 4, 20, 0.2, 5],
    ['anthropic/claude-opus-5', 5, 25, 0.5, 6.25],
    ['anthropic/claude-opus-4-8', 5, 25, 0.5, 6.25],
    ['anthropic/claude-opus-4-7', 5, 25, 0.5, 6.25],
    ['anthropic/claude-opus-4-6', 5, 25, 0.5, 6.25],
    ['anthropic/claude-opus-4-5', 5, 25, 0.5, 6.25],
    ['anthropic/claude-sonnet-5-5', 2, 10, 0.1, 2.5],
    ['anthropic/claude-sonnet-5', 2, 10, 0.2, 2.5],
    ['anthropic/claude-sonnet-4-6', 3, 15, 0.3, 3.75],
    ['anthropic/claude-sonnet-4-5', 3, 15, 0.3, 3.75],
    ['anthropic/claude-haiku-4-5', 1, 5, 0.1, 1.25],
  ]),
  {
    model: 'anthropic/claude-haiku-5-5',
    input: 0.1,
    output: 0.5,
    cacheRead: 0.01,
    cacheWrite: 0.125,
    long: { above: 100_000, input: 0.5, output: 2.5, cacheRead: 0.05, cacheWrite: 0.625 },
    ...anthropic,
  },
  ...listed(openAi('2026-10-26', `${promptFuel}v1.0.24`), [['openai/gpt-6.1-terra', 1, 5, 0.05, 1.25]], beyond272k),
  ...listed(
    // What the earlier releases have, and this one has checked once more.
    openAi('2026-10-16', `${promptFuel}v1.0.23, with v1.0.22, v1.0.21 and v1.0.19`),
    [
      ['openai/gpt-6.1-sol', 2, 10, 0.1, 2.5],
      ['openai/gpt-6-sol', 2, 10, 0.2, 2.5],
      ['openai/gpt-6-luna', 0.1, 0.5, 0.01, 0.125],
    ],
    beyond272k,
  ),
  ...listed(openAi('2026-05-04', 'github.com/api-evangelist/openai: plans/openai-plans-pricing.yml'), [
    ['openai/gpt-5.5', 5, 30, 0.5],
    ['openai/gpt-5.4', 2.5, 15, 0.25],
    ['openai/gpt-5.4-mini', 0.75, 4.5, 0.075],
  ]),
  ...listed(
    { asOf: '2026-11-16', source: 'github.com/TrazumAPP/Trazum/releases/tag/v2.7.9 (after the vendor’s list)' },
    [['google/gemini-4-hydrogen', 1.5, 7.5, 0.075]],
  ),
  ...listed(
    // Half of it until the end of 2026: who pays less than was counted has lost nothing.
    {
      asOf: '2026-10-07',
      source: 'ai.google.dev/gemini-api/docs/pricing, as read by github.com/api-evangelist/deepmind: the list of 2027',
    },
    [['google/gemini-3.8-flash', 1.5, 7.5, 0.15]],
  ),
]

function listed(
  from: Pick<ListPrice, 'asOf' | 'source'>,
  rows: readonly Row[],
  more: (prices: TokenPrices) => Partial<TokenPrices> = () => ({}),
): ListPrice[] {
  return rows.map(([model, input, output, cacheRead, cacheWrite]) => {
    const prices = { input, output, cacheRead, ...(cacheWrite !== undefined && { cacheWrite }) }
    return { model, ...prices, ...more(prices), ...from }
  })
}

// As the list has it for GPT-6.1 Sol (github.com/amine123max/Codex-Manager/releases/tag/0.4.7); taken for its siblings too.
function beyond272k({ input, output, cacheRead = input, cacheWrite = input }: TokenPrices): Partial<TokenPrices> {
  const long = { input: 2 * input, output: 1.5 * output, cacheRead: 2 * cacheRead, cacheWrite: 2 * cacheWrite }
  return { long: { above: 272_000, ...long } }
}

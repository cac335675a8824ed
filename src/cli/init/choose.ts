import { getProviders } from '@nangohq/providers'
import type { z } from 'zod'
import { didYouMean } from '../../lib/nearest-word.ts'
import { UserError } from '../../lib/user-error.ts'
import { listPrices } from '../../plan/list-prices.ts'
import { matchesGlob } from '../../plan/matches-glob.ts'
import type { Plan } from '../../plan/plan.ts'
import { connectionId, kebab, model } from '../../plan/spec.ts'
import { standInApis } from '../../standins/open-stand-in.ts'
import type { Answers, Asking } from './answers.ts'
import { catalogueOf, firstPicks } from './catalogue.ts'
import type { Surroundings } from './look-around.ts'
import type { Drafted } from './spec-text.ts'

/** What was given on the command line. */
export interface InitChoices {
  readonly api?: readonly string[]
  readonly interactions?: readonly string[]
  readonly connection?: readonly string[]
  readonly upstream?: Plan['upstream']
  readonly model?: readonly string[]
  readonly budget?: number
}

/** Decides what goes into a new spec: by flag, else by asking, else by what is here, which is said. */
export async function chooseSpec(choices: InitChoices, here: Surroundings, answers: Answers): Promise<Drafted> {
  const names = choices.api ? choices.api.flatMap(apisIn) : await answers.to(apiQuestion(here))
  const upstream = choices.upstream ?? (await answers.to(upstreamQuestion(names, here)))
  demandEveryOneUsed(choices.interactions ?? [], names)
  demandConnectionsUsed(choices.connection ?? [], names)
  const apis: Drafted['apis'][number][] = []
  for (const name of names) {
    const interactions = choices.interactions
      ? interactionsIn(name, choices.interactions, names)
      : await answers.to(interactionsQuestion(name))
    const given = connectionIn(name, choices.connection)
    const connection = given ?? (upstream === 'embedded' ? undefined : await answers.to(connectionQuestion(name)))
    apis.push({ name, interactions, ...(connection !== undefined && { connection }) })
  }
  const models = choices.model ?? (await answers.to(modelQuestion(here)))
  const isFree = models.every((model) => model.split('/')[0] === 'rehearsal')
  const usd = choices.budget ?? (isFree ? undefined : await answers.to(budgetQuestion))
  return { upstream, models, apis, ...(usd !== undefined && { usd }) }
}

function apiQuestion({ nangoProject }: Surroundings): Asking<readonly string[]> {
  const known = nangoProject?.apis.filter(isOfNango) ?? []
  const embedded = known.filter((api) => standInApis.includes(api))
  const [fallback, because] =
    embedded.length > 0
      ? [embedded, 'the Nango project here has them']
      : [['slack'], 'an account of it can be played on this machine']
  return {
    flag: '--api',
    question: `Which APIs? On this machine alone: ${standInApis.join(', ')}; any other that Nango knows with an account`,
    fallback: fallback.join(','),
    because,
    read: apisIn,
  }
}

/** Its own names: every object inherits some. */
function isOfNango(api: string): boolean {
  return Object.hasOwn(getProviders() ?? {}, api)
}

function apisIn(text: string): string[] {
  const names = [...new Set(text.split(/[\s,]+/).filter(Boolean))]
  if (names.length === 0) throw new UserError('No API was named.', `Name one, such as ${standInApis.join(' or ')}.`)
  for (const name of names) {
    if (standInApis.includes(name) || isOfNango(name)) continue
    throw new UserError(
      `Nango knows no API named "${name}".`,
      `Write its Nango provider id, such as slack or google-calendar.${didYouMean(name, [...standInApis, ...Object.keys(getProviders() ?? {})])}`,
    )
  }
  return names
}

function upstreamQuestion(
  apis: readonly string[],
  { nangoProject, nangoKeys }: Surroundings,
): Asking<Plan['upstream']> {
  const hasNango = nangoProject !== undefined || nangoKeys.length > 0
  const others = apis.filter((api) => !standInApis.includes(api))
  const [fallback, because] =
    others.length === 0
      ? ['embedded', 'it needs no account']
      : [hasNango ? 'nango' : 'direct', `no stand-in of ${others.join(', ')} comes with Assay`]
  return {
    flag: '--upstream',
    question: 'What answers for them? embedded (stand-ins here, no account), nango (your Nango), direct (a token)',
    fallback,
    because,
    read(text) {
      if (text === 'embedded' || text === 'nango' || text === 'direct') return text
      throw new UserError(`"${text}" is no upstream.`, 'It is embedded, nango or direct.')
    },
  }
}

type Chosen = Drafted['apis'][number]['interactions']

function interactionsQuestion(api: string): Asking<Chosen> {
  const known = catalogueOf(api)
  const own = 'name: a sentence'
  return {
    flag: '--interactions',
    question:
      known.length > 0
        ? `What is to be built of ${api}? Names or patterns of its ${known.length} in the catalogue, or ${own}`
        : `What is to be built of ${api}? Such as create-issue: Create an issue.`,
    fallback: (firstPicks[api] ?? []).join(','),
    because: 'something written, one thing read, and a list',
    read(text) {
      const interactions = interactionsIn(api, [text], [api])
      for (const { name } of interactions) demand(kebab, name)
      return interactions
    },
  }
}

/** What the spec would not take is told at once, not after the last question. */
function demand(form: z.ZodType<string>, text: string): string {
  const { success, error } = form.safeParse(text)
  if (success) return text
  throw new UserError(`"${text}" ${error.issues.map(({ message }) => message).join('; ')}.`, 'Say it otherwise.')
}

/** Of one API, from what was given for all. */
function interactionsIn(api: string, given: readonly string[], apis: readonly string[]): Chosen {
  const mine = given.flatMap(wishesIn).filter((wish) => isMeant(wish, api, apis))
  const known = catalogueOf(api)
  const chosen = mine.flatMap(({ name, sentence }): Chosen => {
    if (sentence !== undefined) return [{ name, sentence }]
    const fitting = known.filter((entry) => matchesGlob(entry.name, name))
    if (fitting.length > 0 || apis.length > 1) return fitting
    throw notInCatalogue(name, api)
  })
  if (chosen.length > 0) return [...new Map(chosen.map((each) => [each.name, each])).values()]
  throw new UserError(
    `Nothing is to be built of ${api}.`,
    `Say what: --interactions "${api}/create-something: Create something."`,
  )
}

interface Wish {
  readonly api?: string
  readonly name: string
  readonly sentence?: string
}

/** `name: a sentence` is one; names are several. */
function wishesIn(text: string): Wish[] {
  const [, place = '', sentence] = /^\s*([\w/-]+):\s+(\S.*)$/s.exec(text) ?? []
  const places = sentence === undefined ? text.split(/[\s,]+/).filter(Boolean) : [place]
  return places.map((each) => {
    const [name = '', api] = each.split('/').toReversed()
    return { name, ...(api !== undefined && { api }), ...(sentence !== undefined && { sentence }) }
  })
}

function isMeant(wish: Wish, api: string, apis: readonly string[]): boolean {
  if (wish.api !== undefined) return wish.api === api
  return wish.sentence === undefined || apis[0] === api
}

/** With several APIs a name may be of any: but of one it has to be. */
function demandEveryOneUsed(given: readonly string[], apis: readonly string[]): void {
  for (const { api, name, sentence } of given.flatMap(wishesIn)) {
    if (api !== undefined && !apis.includes(api)) {
      throw new UserError(`"${api}/${name}" is of no API that was chosen.`, `Add --api ${api}.${didYouMean(api, apis)}`)
    }
    if (sentence !== undefined) continue
    const isKnown = (each: string) => catalogueOf(each).some((entry) => matchesGlob(entry.name, name))
    if (!(api === undefined ? apis : [api]).some(isKnown)) throw notInCatalogue(name, api ?? apis.join(' or '))
  }
}

function notInCatalogue(name: string, api: string): UserError {
  const names = api.split(' or ').flatMap((each) => catalogueOf(each).map((entry) => entry.name))
  return new UserError(
    `The catalogue has no "${name}" of ${api}.${didYouMean(name, names)}`,
    `Say in a sentence what it does: --interactions "${name.replace(/[^\w-]/g, '') || 'name'}: What it does."`,
  )
}

function connectionIn(api: string, given: readonly string[] = []): string | undefined {
  const named = given.find((each) => each.startsWith(`${api}=`))
  return named?.slice(api.length + 1) ?? given.find((each) => !each.includes('='))
}

/** Each is of an API that was chosen, and one at most is of all. */
function demandConnectionsUsed(given: readonly string[], apis: readonly string[]): void {
  const meant = given.map((each) => (each.includes('=') ? each.slice(0, each.indexOf('=')) : ''))
  for (const [index, api] of meant.entries()) {
    if (api !== '' && !apis.includes(api)) {
      throw new UserError(
        `"${given[index]}" is of no API that was chosen.`,
        `Add --api ${api}.${didYouMean(api, apis)}`,
      )
    }
    if (meant.indexOf(api) === index) continue
    const whose = api === '' ? 'every API' : api
    throw new UserError(`Two connections are given for ${whose}.`, 'Say of which API each is: --connection slack=ID.')
  }
}

function connectionQuestion(api: string): Asking<string> {
  return {
    flag: '--connection',
    question: `Which connection is the test account of ${api}? Its id in Nango, or a name for it`,
    fallback: `my-${api}`,
    because: 'put the right id into the file',
    read: (text) => demand(connectionId, text),
  }
}

function modelQuestion({ modelKeys, openCodeModel }: Surroundings): Asking<readonly string[]> {
  const provider = openCodeModel?.split('/')[0] ?? ''
  const isUsable = openCodeModel !== undefined && Object.hasOwn(modelKeys, provider)
  const priced = pricedModels(Object.keys(modelKeys))
  const because = isUsable
    ? `your OpenCode uses it, and ${modelKeys[provider]} is set`
    : priced.length > 0
      ? `a script, free and offline; by the keys that are set there are also ${priced.join(', ')}`
      : 'a script, free and offline; a real model needs a key in the environment'
  const also = priced.length > 0 ? `, such as ${priced.join(', ')},` : ''
  return {
    flag: '--model',
    question: `Which models try, one after the other? provider/model${also} or rehearsal/author: a script, free and offline`,
    fallback: isUsable ? openCodeModel : 'rehearsal/author',
    because,
    read(text) {
      const models = text.split(/[\s,]+/).filter(Boolean)
      if (models.length > 0) return models.map((each) => demand(model, each))
      throw new UserError('No model was named.', 'Write provider/model, or rehearsal/author.')
    },
  }
}

/** A few whose price comes along, of each provider one that is neither its cheapest nor its dearest. */
function pricedModels(providers: readonly string[]): string[] {
  return providers.flatMap((provider) => {
    const own = listPrices.filter(({ model }) => model.startsWith(`${provider}/`)).toSorted((a, b) => a.input - b.input)
    const one = own[Math.floor(own.length / 3)]
    return one ? [one.model] : []
  })
}

const budgetQuestion: Asking<number> = {
  flag: '--budget',
  question: 'What may a run cost at most, in US dollars?',
  fallback: '5',
  because: 'nothing is spent without a limit',
  read(text) {
    const usd = Number(text)
    if (text.trim() !== '' && usd > 0 && Number.isFinite(usd)) return usd
    throw new UserError(`"${text}" is not an amount of US dollars.`, 'Write a number above 0.')
  },
}

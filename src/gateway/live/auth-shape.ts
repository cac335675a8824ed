import { getProviders } from '@nangohq/providers'
import { z } from 'zod'
import { didYouMean } from '../../lib/nearest-word.ts'
import { UserError } from '../../lib/user-error.ts'
import { catalogueEntry } from '../catalogue-entry.ts'
import type { Credential } from './credential.ts'

/** How a provider wants to be asked, as Nango's catalogue writes it down. */
export interface AuthShape {
  readonly mode: string
  /** Of the address of the API, with what differs by account filled in. */
  readonly baseUrl: string
  /** Templates, filled when a request is made: what was filled in is never looked through for more to fill. */
  readonly headers: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly config: Config
  readonly refresh?: RefreshShape
  /** A request that only tries the credential, where the catalogue has one. */
  readonly trial?: Trial
}

export interface Trial {
  readonly path: string
  /** What the path stands behind, where that is not the address of the API. */
  readonly base?: string
}

export interface RefreshShape {
  readonly url: string
  readonly params: Readonly<Record<string, string>>
  readonly isJson: boolean
  /** Whether id and secret of the client go into a header instead of the body. */
  readonly isBasic: boolean
}

type Config = Readonly<Record<string, string>>

/**
 * `config`: the public parts of an account that an address or a header names, such as a subdomain. `isSigned`: somebody
 * else adds the credential, in whatever way.
 */
export function authShapeOf(api: string, config: Config = {}, { isSigned = false } = {}): AuthShape {
  const { auth_mode: mode, proxy, ...entry } = declaredAuth(api)
  if (!isSigned && !direct.has(mode)) {
    throw new UserError(
      `Requests to "${api}" have to be signed (${mode}), which the upstream "direct" cannot do.`,
      'Use the upstream "nango".',
    )
  }
  const fill = (text: string) => filled(text, (name) => configValue(name, config), api)
  const refreshUrl = entry.refresh_url ?? (typeof entry.token_url === 'string' ? entry.token_url : undefined)
  const isBasic = entry.token_request_auth_method === 'basic' || entry.authorization_method === 'header'
  return {
    mode,
    baseUrl: fill(proxy?.base_url ?? ''),
    headers: mapValues(proxy?.headers ?? {}, (text) => text),
    query: mapValues(proxy?.query ?? {}, (text) => text),
    config,
    ...trialOf(proxy?.verification),
    ...(refreshUrl !== undefined &&
      !isSigned &&
      oauth.has(mode) && {
        refresh: {
          url: fill(refreshUrl),
          params: { grant_type: 'refresh_token', ...mapValues(entry.refresh_params ?? {}, fill) },
          isJson: entry.body_format === 'json',
          isBasic,
        },
      }),
  }
}

/** Throws UserError as `providerOf` does. */
function declaredAuth(api: string) {
  const entry = catalogueEntry(api)
  if (entry) return entrySchema.parse(entry)
  const near = didYouMean(api, Object.keys(getProviders() ?? {}))
  throw new UserError(`Nango knows no API named "${api}".`, `Write its Nango provider id.${near}`)
}

type Verification = NonNullable<z.infer<typeof entrySchema>['proxy']>['verification']

function trialOf(verification: Verification): { trial?: Trial } {
  const path = verification?.method.toUpperCase() === 'GET' ? verification.endpoints?.[0] : undefined
  const base = verification?.base_url_override?.replace(/\/+$/, '')
  return path !== undefined && /^\/[^$]*$/.test(path) ? { trial: { path, ...(base && { base }) } } : {}
}

/** Where a credential is tried: never on another host than the API's, which is what the catalogue has for a few. */
export function trialAddress({ path, base = '' }: Trial, baseUrl: string): string | undefined {
  if (base === '') return baseUrl + path
  return URL.canParse(base) && new URL(base).origin === new URL(baseUrl).origin ? base + path : undefined
}

const oauth = new Set(['OAUTH2', 'MCP_OAUTH2', 'MCP_OAUTH2_GENERIC'])
const bearer = new Set([...oauth, 'OAUTH2_CC', 'APP', 'JWT', 'TWO_STEP'])
const direct = new Set([...bearer, 'API_KEY', 'BASIC', 'NONE'])

const texts = z.record(z.string(), z.coerce.string())
const entrySchema = z.object({
  auth_mode: z.string(),
  token_url: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
  refresh_url: z.string().optional(),
  refresh_params: texts.optional(),
  body_format: z.string().optional(),
  token_request_auth_method: z.string().optional(),
  authorization_method: z.string().optional(),
  proxy: z
    .object({
      base_url: z.string().optional(),
      headers: texts.optional(),
      query: texts.optional(),
      verification: z
        .object({
          method: z.string(),
          endpoints: z.array(z.string()).optional(),
          base_url_override: z.string().optional(),
        })
        .optional()
        .catch(undefined),
    })
    .optional(),
})

/** What goes onto a request to the API. Throws UserError for what the provider wants and the credential lacks. */
export function authParts(api: string, shape: AuthShape, credential: Credential): Pick<AuthShape, 'headers' | 'query'> {
  const value = (name: string) => configValue(name, shape.config) ?? credentialValue(name, credential)
  const headers = mapValues(shape.headers, (text) => filled(text, value, api))
  const query = mapValues(shape.query, (text) => filled(text, value, api))
  const isGiven = [...Object.entries(shape.headers), ...Object.entries(shape.query)].some(([, text]) =>
    /\$\{(?!connectionConfig\.)/.test(text),
  )
  return { headers: isGiven ? headers : { ...headers, ...usual(api, shape.mode, credential) }, query }
}

/** Where the catalogue says nothing of a header. */
function usual(api: string, mode: string, { token, username, password }: Credential): Readonly<Record<string, string>> {
  if (mode === 'NONE') return {}
  if (mode === 'BASIC') {
    if (username === undefined && password === undefined) throw lacks(api, 'username')
    return { authorization: `Basic ${Buffer.from(`${username ?? ''}:${password ?? ''}`).toString('base64')}` }
  }
  if (token === undefined) throw lacks(api, 'apiKey')
  return { authorization: `Bearer ${token}` }
}

const wordOf: Readonly<Record<string, keyof Credential>> = {
  apiKey: 'token',
  accessToken: 'token',
  access_token: 'token',
  username: 'username',
  password: 'password',
  clientId: 'clientId',
  clientSecret: 'clientSecret',
}

function credentialWord(name: string): keyof Credential | undefined {
  return wordOf[name.replace(/^credentials\./, '')]
}

function credentialValue(name: string, credential: Credential): string | undefined {
  const word = credentialWord(name)
  const value = word && credential[word]
  return value === undefined ? (word === 'password' ? '' : undefined) : String(value)
}

function configValue(name: string, config: Config): string | undefined {
  return name.startsWith('connectionConfig.') ? config[name.slice('connectionConfig.'.length)] : undefined
}

/** The last form catches whatever else begins like a placeholder: it is not known, and never sent as it stands. */
const placeholder = /\$\{base64\((.*?)\)\}|\$\{([^}]*)\}?/g

/**
 * A template of the catalogue with its values: `Bearer ${apiKey}`, `Basic ${base64(${username}:${password})}`. Only the
 * template is looked through: a secret may look like anything, and what is missing is told by its name alone.
 */
function filled(template: string, value: (name: string) => string | undefined, api: string): string {
  return template.replaceAll(placeholder, (_, encoded: string | undefined, name: string | undefined) => {
    if (encoded !== undefined) return Buffer.from(filled(encoded, value, api)).toString('base64')
    const wanted = (name ?? '').trim()
    const found = value(wanted)
    if (found === undefined) throw lacks(api, wanted)
    return found
  })
}

function lacks(api: string, what: string): UserError {
  if (what.startsWith('connectionConfig.')) {
    const name = what.slice('connectionConfig.'.length)
    return new UserError(
      `The address or a header of "${api}" needs "${name}".`,
      `Give it in the spec: apis.${api}.config.${name}.`,
    )
  }
  const word = credentialWord(what)
  return word === undefined
    ? new UserError(`Requests to "${api}" need "${what}", which no credential here holds.`, 'Use the upstream "nango".')
    : new UserError(
        `Requests to "${api}" need a ${word}, which its credential does not have.`,
        'Add it to the credential, or use the upstream "nango".',
      )
}

function mapValues(record: Readonly<Record<string, string>>, map: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, text]) => [name.toLowerCase(), map(text)]))
}

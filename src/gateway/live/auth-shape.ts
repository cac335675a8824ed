import { getProvider, getProviders } from '@nangohq/providers'
import { z } from 'zod'
import { didYouMean } from '../../lib/nearest-word.ts'
import { UserError } from '../../lib/user-error.ts'
import type { Credential } from './credential.ts'

/** How a provider wants to be asked, as Nango's catalogue writes it down. */
export interface AuthShape {
  readonly mode: string
  /** Of the address of the API, with what differs by account filled in. */
  readonly baseUrl: string
  readonly headers: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly refresh?: RefreshShape
  /** Path of a request that only tries the credential, where the catalogue has one. */
  readonly trial?: string
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
  const { auth_mode: mode, proxy, ...entry } = catalogueEntry(api)
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
    headers: mapValues(proxy?.headers ?? {}, (text) => filledInPart(text, config)),
    query: mapValues(proxy?.query ?? {}, (text) => filledInPart(text, config)),
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
function catalogueEntry(api: string) {
  const entry = getProvider(api)
  if (entry) return entrySchema.parse(entry)
  const near = didYouMean(api, Object.keys(getProviders() ?? {}))
  throw new UserError(`Nango knows no API named "${api}".`, `Write its Nango provider id.${near}`)
}

type Verification = NonNullable<z.infer<typeof entrySchema>['proxy']>['verification']

function trialOf(verification: Verification): { trial?: string } {
  const path = verification?.method.toUpperCase() === 'GET' ? verification.endpoints?.[0] : undefined
  return path !== undefined && /^\/[^$]*$/.test(path) ? { trial: path } : {}
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
        .object({ method: z.string(), endpoints: z.array(z.string()).optional() })
        .optional()
        .catch(undefined),
    })
    .optional(),
})

/** What goes onto a request to the API. Throws UserError for what the provider wants and the credential lacks. */
export function authParts(api: string, shape: AuthShape, credential: Credential): Pick<AuthShape, 'headers' | 'query'> {
  const value = (name: string) => credentialValue(name, credential)
  const headers = mapValues(shape.headers, (text) => filled(text, value, api))
  const query = mapValues(shape.query, (text) => filled(text, value, api))
  const isGiven = [...Object.entries(shape.headers), ...Object.entries(shape.query)].some(([, text]) =>
    text.includes('${'),
  )
  return { headers: isGiven ? headers : { ...headers, ...usual(api, shape.mode, credential) }, query }
}

/** Where the catalogue says nothing of a header. */
function usual(api: string, mode: string, { token, username, password }: Credential): Readonly<Record<string, string>> {
  if (mode === 'NONE') return {}
  if (mode === 'BASIC') {
    if (username === undefined && password === undefined) throw lacks(api, 'username and password')
    return { authorization: `Basic ${Buffer.from(`${username ?? ''}:${password ?? ''}`).toString('base64')}` }
  }
  if (token === undefined) throw lacks(api, 'token')
  return { authorization: `Bearer ${token}` }
}

function credentialValue(name: string, { token, username, password, clientId, clientSecret }: Credential) {
  switch (name.replace(/^credentials\./, '')) {
    case 'apiKey':
    case 'accessToken':
    case 'access_token':
      return token
    case 'username':
      return username
    case 'password':
      return password ?? ''
    case 'clientId':
      return clientId
    case 'clientSecret':
      return clientSecret
    default:
      return undefined
  }
}

function configValue(name: string, config: Config): string | undefined {
  return name.startsWith('connectionConfig.') ? config[name.slice('connectionConfig.'.length)] : undefined
}

const innermost = /\$\{([^${}()]+)\}/g
const encoded = /\$\{base64\(([^${}]*)\)\}/g

/** A template of the catalogue with its values: `Bearer ${apiKey}`, `Basic ${base64(${username}:${password})}`. */
function filled(template: string, value: (name: string) => string | undefined, api: string): string {
  const text = template
    .replaceAll(innermost, (whole, name: string) => value(name.trim()) ?? whole)
    .replaceAll(encoded, (_, inner: string) => Buffer.from(inner).toString('base64'))
  const [, missing] = /\$\{([^}]*)\}?/.exec(text) ?? []
  if (missing === undefined) return text
  throw lacks(api, missing)
}

function filledInPart(template: string, config: Config): string {
  return template.replaceAll(innermost, (whole, name: string) => configValue(name.trim(), config) ?? whole)
}

function lacks(api: string, what: string): UserError {
  const name = what.replace(/^connectionConfig\./, '')
  return what.startsWith('connectionConfig.')
    ? new UserError(
        `The address or a header of "${api}" needs "${name}".`,
        `Give it in the spec: apis.${api}.config.${name}.`,
      )
    : new UserError(
        `Requests to "${api}" need "${what}", which its credential does not have.`,
        'Add it to the credential, or use the upstream "nango".',
      )
}

function mapValues(record: Readonly<Record<string, string>>, map: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, text]) => [name.toLowerCase(), map(text)]))
}

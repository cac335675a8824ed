import type { ModelProvider } from './provider.ts'

/** What a provider's failure is about, and what a person can do. */
export interface Trouble {
  /** Goes on from "answered 401" or "did not answer (ENOTFOUND)". */
  readonly hint: string
  /** No later request would fare better. */
  readonly isLasting: boolean
}

/** Whom was asked for what. */
export interface Asked {
  readonly name: string
  readonly model: string
  readonly provider: ModelProvider
}

/** Longer than this nobody waits for a quota: the run can be gone on with. */
export const longestQuotaMs = 10 * 60_000

/** Of an answer that is a failure. `text` is the provider's own. */
export function troubleOf(status: number, text: string, asked: Asked): Trouble {
  const { name, model, provider } = asked
  if (isAboutRegion.test(text) && status >= 400 && status < 500) {
    return lasting(
      `, since it does not serve where this machine is: use another provider, or an address of it that does (providers.${name}.url)`,
    )
  }
  if (status === 404 || (status === 400 && isAboutModel.test(text))) {
    return lasting(
      `, which is about its base URL or the name of the model: correct "${name}/${model}", or providers.${name}.url`,
    )
  }
  const key = provider.keyName ?? 'the environment'
  if (status === 401) return lasting(`, which is about its key: put a valid one into ${key}`)
  if (status === 402) return lasting(', which is about its account: see to its billing')
  if (status === 403) {
    return lasting(`, which is about its key: the one in ${key} may not use "${name}/${model}"`)
  }
  if (status === 429 && isAboutQuota.test(text)) {
    return lasting(', since the quota of its account is used up: raise it, or use another model')
  }
  return { hint: '', isLasting: false }
}

const isAboutRegion =
  /\b(country|region|territory|location)\b[^.]{0,40}not supported|unsupported_country|not available in your (country|region)/i
const isAboutModel =
  /model[^.]{0,80}(not found|does not exist|not exist|is not supported|invalid)|invalid model|unknown model/i
const isAboutQuota = /insufficient_quota|exceeded your current quota|credit balance is too low/i

/** Of a request that was never answered. */
export function connectionTrouble(code: string, { name }: Pick<Asked, 'name'>, proxy: string | undefined): Trouble {
  if (certificate.test(code)) {
    return lasting(
      `: its certificate is not trusted here. Where a proxy of yours signs, name its authority in NODE_EXTRA_CA_CERTS; else correct providers.${name}.url, or this machine's clock`,
    )
  }
  if (proxy !== undefined && !/_(HEADERS|BODY)_TIMEOUT$/.test(code)) {
    return { hint: `: it is asked by way of ${proxy}. Correct that, or put its host into NO_PROXY`, isLasting: false }
  }
  if (code === 'ENOTFOUND') return { hint: `: there is no such host. Correct providers.${name}.url`, isLasting: false }
  if (code === 'ECONNREFUSED') {
    return { hint: `: nothing listens there. It is down, or providers.${name}.url is wrong`, isLasting: false }
  }
  return { hint: '', isLasting: false }
}

const certificate = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS|EPROTO|ERR_SSL/

/** The request cannot have reached anybody. */
export function isUnconnected(code: string): boolean {
  return (
    /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|UND_ERR_PRX_\w+)$/.test(
      code,
    ) || certificate.test(code)
  )
}

function lasting(hint: string): Trouble {
  return { hint, isLasting: true }
}

import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici'
import type { Proxies } from '../../lib/proxies.ts'
import { UserError } from '../../lib/user-error.ts'

/** How providers are reached: directly, or by the proxy that the environment names. */
export interface Routes extends AsyncDisposable {
  to(url: URL): { readonly dispatcher: Dispatcher; readonly proxy: string | undefined }
}

/** Throws `UserError` for a proxy that could never be reached. */
export function openRoutes(silenceMs: number, proxies: Proxies = {}): Routes {
  const options = { headersTimeout: silenceMs, bodyTimeout: silenceMs, connect: { timeout: 10_000 } }
  const { http = '', https = '', no = '' } = proxies
  demandUrl('HTTP_PROXY', http)
  demandUrl('HTTPS_PROXY', https)
  const direct = new Agent(options)
  const proxied =
    http || https
      ? new EnvHttpProxyAgent({
          ...options,
          httpProxy: http,
          httpsProxy: https,
          noProxy: `${no},${loopback.join(',')}`,
        })
      : undefined
  return {
    to(url) {
      const name = url.protocol === 'https:' && https ? 'HTTPS_PROXY' : 'HTTP_PROXY'
      const uri = name === 'HTTPS_PROXY' ? https : http
      if (!proxied || !uri || isExempt(url, no)) return { dispatcher: direct, proxy: undefined }
      return { dispatcher: proxied, proxy: `the proxy that ${name} names (${new URL(uri).host})` }
    },
    async [Symbol.asyncDispose]() {
      await direct.destroy()
      await proxied?.destroy()
    },
  }
}

const loopback = ['localhost', '127.0.0.1', '::1']

function isExempt({ hostname }: URL, no: string): boolean {
  const names = [...no.split(/[\s,]+/).filter(Boolean), ...loopback].map((name) =>
    name.replace(/^\*?\./, '').replace(/:\d+$/, ''),
  )
  const host = hostname.replace(/^\[|\]$/g, '')
  return names.some((name) => name === '*' || host === name || host.endsWith(`.${name}`))
}

function demandUrl(name: string, text: string): void {
  if (text === '' || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))) return
  throw new UserError(
    `${name} in the environment is not the address of a proxy that can be used.`,
    `Write it as http://host:port, or unset ${name} if providers of models can be reached without.`,
  )
}

/** The proxies of a person's machine, as its environment names them. */
export interface Proxies {
  readonly http?: string
  readonly https?: string
  /** Hosts that are asked without one. */
  readonly no?: string
}

/** As other programs read them: the small letters first, and an empty one is none. */
export function proxiesIn(env: Readonly<Record<string, string | undefined>>): Proxies {
  const named = (name: string) => env[name] || env[name.toUpperCase()]
  const [http, https, no] = [named('http_proxy'), named('https_proxy'), named('no_proxy')]
  return { ...(http && { http }), ...(https && { https }), ...(no && { no }) }
}

/** One thing that is wrong with a request, in the desk's own words. */
export interface Trouble {
  readonly sort: string
  /** The field or part of the request that it is about. */
  readonly about?: string
  readonly words: string
}

/** A refusal of the desk: thrown by routes, answered by the door. */
export class Refused extends Error {
  readonly status: number
  readonly troubles: readonly Trouble[]
  readonly headers: Readonly<Record<string, string>>
  constructor(status: number, troubles: readonly Trouble[], headers: Readonly<Record<string, string>> = {}) {
    super(troubles.map(({ words }) => words).join(' '))
    this.status = status
    this.troubles = troubles
    this.headers = headers
  }
}

export function refusalAnswer({ status, troubles, headers }: Refused): Response {
  return Response.json({ troubles, ticket: crypto.randomUUID() }, { status, headers })
}

export function unheardOf(what: string, mark: string | number): Refused {
  return new Refused(404, [{ sort: 'unheard-of', about: what, words: `The desk has no ${what} ${mark}.` }])
}

import type { Exchange } from './witness.ts'

/** Where a stand-in is served, and what lets a client in. */
export interface ServedAccount {
  /** Such as `http://127.0.0.1:4000`: for clients that drop a path from the address that they are given. */
  readonly origin: string
  /** Such as `http://127.0.0.1:4000/slack`. */
  readonly url: string
  readonly credential: string
}

/** A vendor's own client that drives a stand-in through one resource, and throws when an answer is not what it has to be. */
export interface Judge {
  /** What it drives, such as `acl`. */
  readonly name: string
  /** The account is fresh, of a fixed seed, and the judge's own. */
  readonly judge: (account: ServedAccount) => Promise<void>
  /** What the credential may do; everything when absent. */
  readonly scopes?: readonly string[]
}

/** All judges of one API. */
export interface Jury {
  readonly api: string
  /** How the vendor's client calls itself in `user-agent`: what anything else asked counts for nothing. */
  readonly client: RegExp
  readonly judges: readonly Judge[]
  /** In what an answer differs from the vendor's specification, where there is one. */
  readonly breaksOf?: (exchange: Exchange) => string[]
  /** What the vendor's address has before the paths that the catalogue names. */
  readonly base?: string
  /** Where a verb does not matter, as with methods that are called by name. */
  readonly anyVerb?: boolean
  /** Operations of the catalogue that the vendor's client has no name for: it only carries the requests. */
  readonly unnamed?: readonly string[]
  /** Operations of the catalogue that the vendor's client has not, and why one thinks so; in the order of `cataloguedOperations`. */
  readonly lacks?: Readonly<Record<string, string>>
}

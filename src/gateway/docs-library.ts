/** Reference pages of one API, as the gateway offers them to an agent. */
export interface DocsLibrary {
  /** Best first. */
  search(query: string): readonly DocsHit[]
  /** The whole text of a page; undefined when there is no such page. */
  read(page: string): string | undefined
}

export interface DocsHit {
  /** The id by which `read` knows the page. */
  readonly page: string
  readonly title: string
  readonly excerpt: string
}

/** Reference pages of one API, as the gateway offers them to an agent. */
export interface DocsLibrary {
  /** Best first. */
  search(query: string): readonly DocsHit[] | Promise<readonly DocsHit[]>
  /** The whole text of a page; undefined when there is no such page. */
  read(page: string): DocsRead | Promise<DocsRead>
}

/**
 * `refused`: there may be such a page, and it is not shown; says why, and what to do instead. `notice`: others wrote the
 * page; whatever part of it is shown has to stand behind these words.
 */
export type DocsRead =
  | string
  | undefined
  | { readonly refused: string }
  | { readonly text: string; readonly notice: string }

export interface DocsHit {
  /** The id by which `read` knows the page. */
  readonly page: string
  readonly title: string
  readonly excerpt: string
}

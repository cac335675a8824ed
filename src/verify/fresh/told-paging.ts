import type { Exchange } from '../../gateway/exchange.ts'
import type { Operation } from '../../plan/interaction.ts'
import type { DocsPack } from '../../standins/docs/open-docs.ts'
import { performs } from '../performs.ts'

/** What the reference says about how one operation goes on: `Paging: send the answer's tail as behind …`. */
export interface ToldPaging {
  readonly operation: Operation
  /** Every word of the sentence, dotted names whole: the names of fields and parameters are among them. */
  readonly words: ReadonlySet<string>
}

/** How the operations go on, as far as the reference pages of an API say it. */
export function toldPaging(docs: DocsPack | undefined): ToldPaging[] {
  return (docs?.pages ?? []).flatMap((page) => {
    const text = docs?.read(page) ?? ''
    const [, method, path] = /^(GET|POST) (\/\S*)/m.exec(text) ?? []
    const [, sentence] = /^Paging: (.+)/m.exec(text) ?? []
    if (method === undefined || path === undefined || sentence === undefined) return []
    return [{ operation: { method, path }, words: new Set(sentence.match(/[\w$]+(?:\.[\w$]+)*/g)) }]
  })
}

/** Names of fields and parameters, with a few words of the language, by which this request's operation goes on. */
export function wordsFor(exchange: Exchange, told: readonly ToldPaging[]): ReadonlySet<string> {
  const fitting = told.filter(({ operation }) => performs(exchange, operation))
  return new Set(fitting.flatMap(({ words }) => [...words]))
}

import type { DocsPack } from './open-docs.ts'

/** By operation (`GET /users.list`): scopes, any one of which is enough. */
export type ToldScopes = ReadonlyMap<string, readonly string[]>

/** Which scopes the operations of an API take, as far as its reference pages say it. */
export function toldScopes(docs: DocsPack | undefined): ToldScopes {
  const told = (docs?.pages ?? []).flatMap((page) => {
    const text = docs?.read(page) ?? ''
    const [, operation] = /^((?:GET|POST|PUT|PATCH|DELETE) \/\S*)/m.exec(text) ?? []
    const [, scopes] = /^Scope: (?:any one of )?(\S.*)$/m.exec(text) ?? []
    return operation === undefined || scopes === undefined ? [] : [[operation, scopes.split(/,\s*/)] as const]
  })
  return new Map(told)
}

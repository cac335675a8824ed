import type { Desk } from './desk.ts'
import type { Fixed } from './draft.ts'
import type { Operation } from './read-page.ts'

/** An operation that takes the content of a thing by itself, as the overview says it is sent. */
export function uploadOf(
  { overview }: Desk,
  operation: Operation,
  name: string,
): { readonly operation: Operation; readonly fixed: readonly Fixed[] } | undefined {
  const [, at = ''] = /uploaded to `(\/[^`\s]+)`/.exec(overview) ?? []
  const [, param, value] = /`(\w+)=(\w+)`: the body is the content\b/.exec(overview) ?? []
  const collection = operation.path.replace(/\/\{[^}]+\}$/, '')
  if (at === '' || !param || !value || !at.endsWith(collection) || operation.path === collection) return undefined
  const content = {
    name,
    type: 'string',
    required: true,
    inPath: false,
    inHeader: false,
    fields: [],
    text: 'What is written, as text.',
  }
  return {
    operation: {
      ...operation,
      path: `${at.slice(0, -collection.length)}${operation.path}`,
      params: operation.params.filter(({ inPath }) => inPath),
      body: [content],
      headers: { ...operation.headers, 'content-type': 'text/plain' },
      raw: name,
    },
    fixed: [{ name: param, place: 'query', value }],
  }
}

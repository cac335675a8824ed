import { describe, expect, it } from 'vitest'
import { docsPack, openDocs } from './open-docs.ts'
import { toldScopes } from './told-scopes.ts'

describe('toldScopes', () => {
  it('reads the scopes of an operation from its page', () => {
    const pages =
      '# a.list · Lists\n\nGET /a/{id} (in the query)\nScope: any one of a.read, a\n# b · No scope\n\nGET /b\n'
    expect([...toldScopes(docsPack([pages]))]).toEqual([['GET /a/{id}', ['a.read', 'a']]])
  })

  it('knows those of Slack and of Google', () => {
    expect(toldScopes(openDocs('slack')).get('POST /chat.postMessage')).toEqual(['chat:write'])
    expect(toldScopes(openDocs('google-drive')).get('POST /drive/v3/files')).toContain(
      'https://www.googleapis.com/auth/drive.file',
    )
    expect(toldScopes(undefined).size).toBe(0)
  })
})

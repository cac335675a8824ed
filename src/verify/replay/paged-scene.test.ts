import { describe, expect, it } from 'vitest'
import type { Json } from '../../lib/json.ts'
import type { Answer, Scene } from './boxed/job.ts'
import { pagedScene } from './paged-scene.ts'

const answer = (response: Json): Answer => ({
  method: 'GET',
  endpoint: 'users.list',
  query: [],
  body: '',
  status: 200,
  headers: {},
  response,
})
const scene = (response: Json): Scene => ({ purpose: 'fresh', answers: [answer(response)], takes: [] })

describe('pagedScene', () => {
  it('says that there is more where the API had said that there is not', () => {
    const paged = pagedScene(scene({ members: [1], response_metadata: { next_cursor: '' } }), undefined)!
    expect(paged.scene.answers.map(({ response }) => response)).toEqual([
      { members: [1], response_metadata: { next_cursor: paged.cursor } },
      { members: [1], response_metadata: { next_cursor: '' } },
    ])
    expect(paged.secondPage).toBe(1)
  })

  it('says it where the catalogue knows how, for an API that says nothing', () => {
    const paged = pagedScene(scene({ items: [1] }), ['nextPageToken'])!
    expect(paged.scene.answers[0]?.response).toEqual({ items: [1], nextPageToken: paged.cursor })
  })

  it('needs a list, and a way', () => {
    expect(pagedScene(scene({ items: [1] }), undefined)).toBeUndefined()
    expect(pagedScene(scene({ id: 1 }), ['nextPageToken'])).toBeUndefined()
  })
})

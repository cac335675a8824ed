import { describe, expect, it } from 'vitest'
import type { Json } from '../../lib/json.ts'
import { answer } from '../testing/samples.ts'
import type { Scene } from './boxed/job.ts'
import { valueAt } from './boxed/leaves.ts'
import { pagedScene } from './paged-scene.ts'

const page = (response: Json) => answer({ endpoint: 'users.list', response })
const scene = (response: Json): Scene => ({ purpose: 'fresh', answers: [page(response)], takes: [] })

describe('pagedScene', () => {
  it('says that there is more where the API had said that there is not', () => {
    const paged = pagedScene(scene({ members: [1], response_metadata: { next_cursor: '' } }), undefined)!
    const said = paged.scene.answers.map(({ response }) => valueAt(response, ['response_metadata', 'next_cursor']))
    expect(said).toEqual([...paged.cursors, ''])
    expect(new Set(said).size).toBeGreaterThan(5)
    expect(paged.lastPage).toBe(said.length - 1)
  })

  it('says it where the catalogue knows how, for an API that says nothing', () => {
    const paged = pagedScene(scene({ items: [1] }), ['nextPageToken'])!
    expect(paged.scene.answers[0]?.response).toEqual({ items: [1], nextPageToken: paged.cursors[0] })
    expect(paged.scene.answers.at(-1)?.response).toEqual({ items: [1] })
  })

  it('puts more pages before those that were met, and counts where the API does', () => {
    const met: Scene = {
      ...scene({ items: [1], paging: { next: { after: '100' } } }),
      answers: [page({ items: [1], paging: { next: { after: '100' } } }), page({ items: [2] })],
    }
    const paged = pagedScene(met, undefined)!
    const said = paged.scene.answers.map(({ response }) => valueAt(response, ['paging', 'next', 'after']))
    expect(said.slice(0, 2)).toEqual(['101', '102'])
    expect(said.slice(paged.lastPage)).toEqual(['100', undefined])
  })

  it('needs a list, and a way', () => {
    expect(pagedScene(scene({ items: [1] }), undefined)).toBeUndefined()
    expect(pagedScene(scene({ id: 1 }), ['nextPageToken'])).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import { type Hit, aliased, aliasesIn, hitsIn, ranked } from './choose.ts'
import { intentOf } from './intent.ts'

const listing = `boxes.list · List all crates of the shop
  GET /shop/boxes
boxes.get · Get one box
  GET /shop/boxes/{boxId}
boxes.delete · Delete one box
  DELETE /shop/boxes/{boxId}
admin.boxes.delete · Delete one box as an administrator
  DELETE /shop/admin/boxes/{boxId}
Box · the object Box
  A thing to put things in.`
const hits = hitsIn(listing)
const best = (name: string, does: string, of: readonly Hit[] = hits) =>
  ranked(of, intentOf(name, does, 'action'))[0]?.page

describe('ranked', () => {
  it('finds the operation by what is to be done, and to one or to many', () => {
    expect(best('get-box', 'Get one box of the shop.')).toBe('boxes.get')
    expect(best('list-boxes', 'List the boxes of the shop, a page at a time.')).toBe('boxes.list')
    expect(best('delete-box', 'Throw a box away.')).toBe('boxes.delete')
  })

  it('lists what is in a thing, and not the things', () => {
    const of = hitsIn(
      'boxlabels.list · List all box labels of a shop\n  GET /boxlabels\nboxlabels.colours.list · List all colours of a box label\n  GET /boxlabels/colours',
    )
    expect(best('list-box-label-members', 'List the colours of a box label.', of)).toBe('boxlabels.colours.list')
  })

  it('takes no object for an operation, and no special case for the case', () => {
    const pages = ranked(hits, intentOf('delete-box', 'Delete a box.', 'action')).map(({ page }) => page)
    expect(pages).not.toContain('Box')
    expect(pages.indexOf('boxes.delete')).toBeLessThan(pages.indexOf('admin.boxes.delete'))
  })
})

describe('aliases', () => {
  it('are learnt from a list that calls a thing two names', () => {
    const aliases = aliasesIn(hits)
    expect(aliases).toEqual(new Map([['crate', 'box']]))
    expect(aliased('Get the details of one crate.', aliases)).toBe('Get the details of one box.')
  })
})

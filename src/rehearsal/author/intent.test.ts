import { describe, expect, it } from 'vitest'
import { intentOf, suits } from './intent.ts'

const of = (name: string, does: string, kind: 'action' | 'sync' = 'action') => intentOf(name, does, kind)
const by = (method: string, page = 'boxes.x') => ({ method, page, title: 'Something about boxes' })

describe('intentOf', () => {
  it.each([
    ['list-boxes', 'List the boxes, a page at a time.', 'read', true],
    ['pack-box', 'Create a box with a label.', 'create', false],
    ['relabel-box', 'Change the label of a box.', 'change', false],
    ['unpack-box', 'Remove everything from a box.', 'remove', false],
  ])('reads %s: %s', (name, does, deed, isList) => {
    expect(of(name, does)).toMatchObject({ deed, isList })
  })

  it('knows one that is to be found from many', () => {
    expect(of('find-box', 'Find the box that has a given label.').isList).toBe(false)
    expect(of('find-boxes', 'Find the boxes that have a given label.').isList).toBe(true)
  })

  it('takes a page at a time for no word about time', () => {
    expect(of('list-boxes', 'List the boxes, a page at a time.').sentence).not.toContain('time')
  })

  it('knows that a sync reads a list, whatever the sentence begins with', () => {
    expect(of('boxes', 'Keep a copy of all boxes.', 'sync')).toMatchObject({ deed: 'read', isList: true })
  })

  it('leaves out what is only an example or a detail', () => {
    expect(of('link', 'Link boxes with shelves, such as the red one.').sentence).not.toContain('red')
    expect(of('list-boxes', 'List the boxes, with their labels.').sentence).not.toContain('label')
  })

  it('looks for nothing that is only handed on', () => {
    const intent = of('get-box-label', 'Get the details of a box and give back the label in them.')
    expect([...intent.name, ...intent.sentence]).not.toContain('label')
  })

  it('hears what a list is of', () => {
    expect(of('list-box-labels', 'List the labels of a box.').listed).toBe('label')
  })

  it('hears that several are meant', () => {
    expect(of('boxes', 'Change the labels of several boxes at once.').isBatch).toBe(true)
  })
})

describe('suits', () => {
  it('tells a change of some fields from a replacement of the whole', () => {
    const some = of('x', 'Change the label of a box.')
    const whole = of('x', 'Replace a box.')
    expect(suits(by('PATCH'), some)).toBeGreaterThan(suits(by('PUT'), some))
    expect(suits(by('PUT'), whole)).toBeGreaterThan(suits(by('PATCH'), whole))
  })

  it('does not delete to read', () => {
    expect(suits(by('DELETE'), of('get-box', 'Get one box.'))).toBeLessThan(0)
  })
})

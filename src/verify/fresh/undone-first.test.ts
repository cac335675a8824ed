import { expect, it } from 'vitest'
import { undoingUrl } from './undone-first.ts'

it('knows what undoes an operation by the last word of its address', () => {
  expect(undoingUrl('https://x.example/drives/d1/unhide')).toBe('https://x.example/drives/d1/hide')
  expect(undoingUrl('https://x.example/api/conversations.join')).toBe('https://x.example/api/conversations.leave')
  expect(undoingUrl('https://x.example/things/t1:archive?notify=1')).toBe(
    'https://x.example/things/t1:unarchive?notify=1',
  )
})

it('knows none for a thing, nor for a word within a name', () => {
  expect(undoingUrl('https://x.example/drives/d1')).toBeUndefined()
  expect(undoingUrl('https://x.example/things/rejoin')).toBeUndefined()
  expect(undoingUrl('https://x.example/join/j1')).toBeUndefined()
})

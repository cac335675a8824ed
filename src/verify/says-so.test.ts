import { describe, expect, it } from 'vitest'
import type { Json } from '../lib/json.ts'
import { saysSo } from './says-so.ts'

const good = { sent: ['1', '2'], failed: [], count: 2, ok: true, note: null }
const says = (output: Json, volatile: string[] = []) => saysSo(good, output, new Set(volatile))

describe('an output that says so', () => {
  it.each([
    ['names what failed', { ...good, sent: ['1'], failed: ['2'] }],
    ['counts otherwise', { ...good, count: 1 }],
    ['is no success', { ...good, ok: false }],
    ['has a note', { ...good, note: 'one was refused' }],
    ['has a word that was not there', { ...good, error: 'refused' }],
  ])('%s', (_, output) => {
    expect(says(output)).toBe(true)
  })

  it.each([
    ['is the same', good],
    ['leaves out an entry, and the others move up', { ...good, sent: ['2'] }],
    ['leaves out a field', { sent: ['1', '2'], failed: [], ok: true }],
    ['has nothing where something was', { ...good, sent: [], count: null }],
  ])('is not one that %s', (_, output) => {
    expect(says(output)).toBe(false)
  })

  it('is not one that differs where good ones do', () => {
    expect(says({ ...good, count: 7 }, ['count'])).toBe(false)
  })
})

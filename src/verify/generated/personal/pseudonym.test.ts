import { describe, expect, it } from 'vitest'
import { pseudonymsOf } from './pseudonym.ts'

const pseudonym = pseudonymsOf(Buffer.alloc(32, 1))

describe('a pseudonym', () => {
  it.each(['Alice', 'ÉCOLE', 'straße', 'Ωμέγα', 'Дмитрий', '会議', 'U0AW4FOR7P5', '15550102334', '٣٤٥٦', 'ab'])(
    'of %s is another word of its form',
    (word) => {
      const other = pseudonym(word)
      expect(other).not.toBe(word)
      expect([...other].map(form)).toEqual([...word].map(form))
      expect(Buffer.byteLength(other)).toBe(Buffer.byteLength(word))
    },
  )

  it('is the same in capitals and cut short, so that what a function does to a text comes out the same', () => {
    for (const word of ['Alice', 'Ωμέγα', 'Дмитрий']) {
      expect(pseudonym(word.toUpperCase())).toBe(pseudonym(word).toUpperCase())
      expect(pseudonym(word.toLowerCase())).toBe(pseudonym(word).toLowerCase())
      expect(pseudonym(word.slice(0, 3))).toBe(pseudonym(word).slice(0, 3))
    }
  })

  it('is never that of another word', () => {
    const words = Array.from({ length: 2000 }, (_, at) =>
      at
        .toString(26)
        .padStart(3, '0')
        .replace(/\d/g, (d) => 'qrstuvwxyz'[+d]!),
    )
    expect(new Set(words.map((word) => pseudonym(word))).size).toBe(words.length)
    const numbers = Array.from({ length: 2000 }, (_, at) => String(at + 1000))
    const others = numbers.map((number) => pseudonym(number))
    expect(new Set(others).size).toBe(numbers.length)
    expect(others.every((number) => /^[1-9]\d{3}$/.test(number))).toBe(true)
  })

  it('is another with another key', () => {
    expect(pseudonymsOf(Buffer.alloc(32, 2))('Alexandria')).not.toBe(pseudonym('Alexandria'))
  })
})

function form(sign: string): string {
  if (/\p{Nd}/u.test(sign)) return 'digit'
  if (/\p{Lu}/u.test(sign)) return 'large'
  return /\p{Ll}/u.test(sign) ? 'small' : 'letter'
}

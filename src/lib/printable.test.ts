import { describe, expect, it } from 'vitest'
import { printable } from './printable.ts'

describe('printable', () => {
  it.each([
    ['an escape sequence', '\u001b]0;owned\u0007', '\\u{1b}]0;owned\\u{7}'],
    ['one of eight bits', '\u009b2J', '\\u{9b}2J'],
    ['what turns the direction', 'a\u202eb\u2066c\u061cd', 'a\\u{202e}b\\u{2066}c\\u{61c}d'],
    ['what is not to be seen', 'a\u00adb\u2060c\ufeffd\u{e0041}e', 'a\\u{ad}b\\u{2060}c\\u{feff}d\\u{e0041}e'],
    ['ends of lines', 'a\nb\r\u2028c', 'a\\nb\\r\\u{2028}c'],
    ['half of a character', 'a\ud800b', 'a\\u{d800}b'],
    ['what is none', 'a\uffffb\0', 'a\\u{ffff}b\\u{0}'],
  ])('shows %s', (_, text, shown) => {
    expect(printable(text)).toBe(shown)
  })

  it('leaves the letters of people as they are', () => {
    expect(printable('Žluťoučký kůň, 漢字, عربى, 👍')).toBe('Žluťoučký kůň, 漢字, عربى, 👍')
  })
})

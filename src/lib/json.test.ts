import { expect, it } from 'vitest'
import { jsonObjectOrNothing, jsonOrNothing, jsonOrText, jsonWithoutPrototypes } from './json.ts'

it('tells the value null from a text that is no JSON', () => {
  expect(jsonOrNothing('null')).toBeNull()
  expect(jsonOrNothing('{"cut": tr')).toBeUndefined()
  expect(jsonOrText('null')).toBeNull()
  expect(jsonOrText('a=1&b=2')).toBe('a=1&b=2')
})

it('takes an object and no other value where an object is asked for', () => {
  expect(jsonObjectOrNothing('{"a":1}')).toEqual({ a: 1 })
  expect(['[1]', 'null', '"a"', ''].map(jsonObjectOrNothing)).toEqual([undefined, undefined, undefined, undefined])
})

it('drops a key that would become a prototype, at any depth', () => {
  const text = '{"kept":{"__proto__":{"admin":true},"a":1},"__proto__":{"admin":true}}'
  const value = jsonWithoutPrototypes(text)
  expect(JSON.stringify(value)).toBe('{"kept":{"a":1}}')
  expect(Object.assign({}, value)).not.toHaveProperty('admin')
  expect(jsonWithoutPrototypes('{')).toBeUndefined()
})

import { type Json, isJsonObject } from '../../lib/json.ts'
import type { Field } from './read-page.ts'

/** What a value looks like, as far as samples and the reference tell. */
export type Shape =
  | { readonly kind: 'text' | 'number' | 'switch' | 'anything' }
  | { readonly kind: 'list'; readonly of: Shape }
  /** Values under names that are data, such as ids. */
  | { readonly kind: 'map'; readonly of: Shape }
  | { readonly kind: 'object'; readonly members: readonly Member[] }
  | { readonly kind: 'either'; readonly of: readonly Shape[] }

export interface Member {
  readonly name: string
  readonly shape: Shape
  /** In every sample, and never null. */
  readonly always: boolean
  readonly text?: string
}

/** The shape of all the samples together; `fields` is what the reference says of their members. */
export function shapeOf(samples: readonly Json[], fields: readonly Field[] = [], type = ''): Shape {
  const values = samples.filter((sample) => sample !== null)
  const lists = values.filter((value): value is readonly Json[] => Array.isArray(value))
  const objects = values.filter(isJsonObject)
  if (values.length === 0) return documented(type, fields)
  if (lists.length === values.length) return { kind: 'list', of: listed(lists.flat(), fields, type) }
  if (objects.length === values.length) return ofObjects(objects, fields, type)
  const kinds = [...new Set(values.map(plainKind))]
  const [kind] = kinds
  if (kinds.length === 1 && kind) return { kind }
  return kinds.includes('anything')
    ? { kind: 'anything' }
    : { kind: 'either', of: kinds.map((each) => ({ kind: each })) }
}

function listed(items: readonly Json[], fields: readonly Field[], type: string): Shape {
  // What a cell holds is anybody's guess.
  if (type.startsWith('any[')) return { kind: 'anything' }
  return shapeOf(items, fields, type.replace(/\[\]$/, ''))
}

function plainKind(value: Json): 'text' | 'number' | 'switch' | 'anything' {
  if (typeof value === 'string') return 'text'
  if (typeof value === 'number') return 'number'
  return typeof value === 'boolean' ? 'switch' : 'anything'
}

function ofObjects(objects: readonly Readonly<Record<string, Json>>[], fields: readonly Field[], type: string): Shape {
  const names = [...new Set(objects.flatMap(Object.keys))]
  if (/^(object of|Record<)/.test(type) || (fields.length === 0 && names.some(isData))) {
    const inner = /^object of (.*)$/.exec(type)?.[1] ?? ''
    return { kind: 'map', of: shapeOf(objects.flatMap(Object.values), [], inner) }
  }
  return {
    kind: 'object',
    members: names.map((name) => {
      const field = fields.find((each) => each.name === name)
      const found = objects.flatMap((object) => (Object.hasOwn(object, name) ? [object[name] ?? null] : []))
      return {
        name,
        shape: shapeOf(found, field?.fields, field?.type),
        always: objects.length > 0 && found.length === objects.length && found.every((value) => value !== null),
        ...(field?.text && { text: field.text }),
      }
    }),
  }
}

/** A name that nobody gives to a field. */
export function isData(name: string): boolean {
  return !/^[A-Za-z_$@][\w$-]*$/.test(name) || /^\d/.test(name)
}

/** What the reference says, where there is no sample. */
export function documented(type: string, fields: readonly Field[] = []): Shape {
  const item = /^(.*)\[\]$/.exec(type)?.[1]
  if (item !== undefined) return { kind: 'list', of: documented(item.replace(/^\((.*)\)$/, '$1'), fields) }
  if (/^object of |^Record</.test(type)) return { kind: 'map', of: { kind: 'anything' } }
  if (fields.length > 0) {
    const members = fields.map(({ name, type: of, fields: inner, text }) => ({
      name,
      shape: documented(of, inner),
      always: false,
      ...(text && { text }),
    }))
    return { kind: 'object', members }
  }
  if (/^(string|date|date-time|int64|uint64|")/.test(type)) return { kind: 'text' }
  if (/^(number|integer|float|double|int32)/.test(type)) return { kind: 'number' }
  return { kind: type === 'boolean' ? 'switch' : 'anything' }
}

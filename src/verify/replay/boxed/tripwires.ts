import { trapped } from './trapped.ts'

/**
 * Notes whatever a function asks of its `nango` that no work needs: members that do not exist, and what it is made of.
 * Furnished, it has every member that it is asked for: who is honest does the same all the same.
 */
export function tripwired(members: object, odd: (what: string) => void, isFurnished: boolean): object {
  const known = new Set<PropertyKey>([...Object.keys(members), ...passiveNames])
  const isKnown = (name: PropertyKey) => typeof name !== 'string' || known.has(name)
  const own = (target: object, name: PropertyKey) =>
    Object.hasOwn(target, name) ? watched(name, Reflect.get(target, name) as unknown, odd) : undefined
  return trapped(members, {
    get(target, name) {
      if (isKnown(name)) return own(target, name)
      odd(`get ${String(name)}`)
      return isFurnished ? async () => undefined : undefined
    },
    has(target, name) {
      if (!isKnown(name)) odd(`has ${String(name)}`)
      return Object.hasOwn(target, name) || (isFurnished && !isKnown(name))
    },
    ownKeys(target) {
      odd('list its members')
      return Reflect.ownKeys(target)
    },
    getOwnPropertyDescriptor(target, name) {
      odd('describe its members')
      return Reflect.getOwnPropertyDescriptor(target, name)
    },
    set(_target, name) {
      odd(`set ${String(name)}`)
      return true
    },
    getPrototypeOf() {
      odd('name its prototype')
      return null
    },
  })
}

/** Everything of ours that a function can take hold of. */
const ours = new WeakSet<object>()

/** What a member is written like tells who made it. */
export function watched(name: PropertyKey, member: unknown, odd: (what: string) => void): unknown {
  if (typeof member !== 'function' || name === 'ActionError') return member
  const proxy = trapped(member, {
    get(target, key) {
      if (typeof key === 'string' && !callNames.has(key)) odd(`get ${String(name)}.${key}`)
      return Reflect.get(target, key) as unknown
    },
  })
  ours.add(proxy)
  return proxy
}

/** The same, asked in the other way: the text of a function by the language's own means, of one world or the other. */
export function watchTexts(prototype: object, odd: (what: string) => void): void {
  const { toString: original } = prototype
  const value: unknown = trapped(original, {
    apply(target, of: unknown, given) {
      if (typeof of === 'function' && ours.has(of)) odd('read what runs it')
      return Reflect.apply(target, of === value ? target : of, given) as string
    },
  })
  Object.defineProperty(prototype, 'toString', { value })
}

// Asked for by the language itself (await, template texts, JSON, binding), never a sign of anything.
const passiveNames = ['then', 'toJSON', 'toString', 'valueOf']
const callNames = new Set(['call', 'apply', 'bind', 'name', 'length', 'then', 'toJSON'])

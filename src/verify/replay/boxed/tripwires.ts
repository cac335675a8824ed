/**
 * Notes whatever a function asks of its `nango` that no work needs: members that do not exist, and what it is made of.
 * Furnished, it has every member that it is asked for: who is honest does the same all the same.
 */
export function tripwired(members: object, odd: string[], isFurnished: boolean): object {
  const known = new Set<PropertyKey>([...Object.keys(members), ...passiveNames])
  const isKnown = (name: PropertyKey) => typeof name !== 'string' || known.has(name)
  const own = (target: object, name: PropertyKey) =>
    Object.hasOwn(target, name) ? watched(name, Reflect.get(target, name) as unknown, odd) : undefined
  return new Proxy(members, {
    get(target, name) {
      if (isKnown(name)) return own(target, name)
      odd.push(`get ${String(name)}`)
      return isFurnished ? async () => undefined : undefined
    },
    has(target, name) {
      if (!isKnown(name)) odd.push(`has ${String(name)}`)
      return Object.hasOwn(target, name) || (isFurnished && !isKnown(name))
    },
    ownKeys(target) {
      odd.push('list its members')
      return Reflect.ownKeys(target)
    },
    getOwnPropertyDescriptor(target, name) {
      odd.push('describe its members')
      return Reflect.getOwnPropertyDescriptor(target, name)
    },
    set(_target, name) {
      odd.push(`set ${String(name)}`)
      return true
    },
    getPrototypeOf() {
      odd.push('name its prototype')
      return null
    },
  })
}

/** What a member is written like tells who made it. */
function watched(name: PropertyKey, member: unknown, odd: string[]): unknown {
  if (typeof member !== 'function' || name === 'ActionError') return member
  return new Proxy(member, {
    get(target, key) {
      if (typeof key === 'string' && !callNames.has(key)) odd.push(`get ${String(name)}.${key}`)
      return Reflect.get(target, key) as unknown
    },
  })
}

// Asked for by the language itself (await, template texts, JSON, binding), never a sign of anything.
const passiveNames = ['then', 'toJSON', 'toString', 'valueOf']
const callNames = new Set(['call', 'apply', 'bind', 'name', 'length', 'then', 'toJSON'])

import type { Json } from '../../lib/json.ts'
import type { AccountObject, AccountState } from '../../standins/stand-in.ts'
import { valueAt } from '../replay/boxed/leaves.ts'

/** One way in which a value names an object of an account. */
export interface Naming {
  readonly object: AccountObject
  /** Dotted path into the object's fields. */
  readonly field: string
}

/** What an account's values name. Only texts, and numbers too long to be a count, are names. */
export function namesIn(state: AccountState): ReadonlyMap<string, readonly Naming[]> {
  const names = new Map<string, Naming[]>()
  for (const object of state) {
    for (const field of object.names) {
      const value = fieldOf(object, field)
      if (value === undefined || !canName(value)) continue
      names.set(String(value), [...(names.get(String(value)) ?? []), { object, field }])
    }
  }
  return names
}

/** The value of a field by its dotted path; a name that contains dots is found as it is. */
export function fieldOf(object: AccountObject, field: string): Json | undefined {
  return object.fields[field] ?? valueAt(object.fields, field.split('.'))
}

/** Whether a value could name anything: a short number is more likely a count. */
export function canName(value: Json | undefined): value is string | number {
  if (typeof value === 'number') return Math.abs(value) >= 10_000
  return typeof value === 'string' && value.trim() !== ''
}

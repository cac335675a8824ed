import type { JsonObject } from '../../../lib/json.ts'
import type { Person } from '../state.ts'
import { permissionIdOf, photoOf } from './people.ts'

export function ownerPermission(person: Person): JsonObject {
  return personPermission(person, 'owner')
}

/** `type` may be `group`: a group has an address and a name like a person. */
export function personPermission({ email, name }: Person, role: string, type = 'user'): JsonObject {
  return {
    kind: 'drive#permission',
    id: permissionIdOf(email),
    type,
    role,
    emailAddress: email,
    displayName: name,
    photoLink: photoOf(email),
    deleted: false,
    pendingOwner: false,
  }
}

export function domainPermission(domain: string, role: string, allowFileDiscovery: boolean): JsonObject {
  const id = `${permissionIdOf(domain)}k`
  return { kind: 'drive#permission', id, type: 'domain', role, domain, displayName: domain, allowFileDiscovery }
}

export function anyonePermission(role: string, allowFileDiscovery: boolean): JsonObject {
  const id = allowFileDiscovery ? 'anyone' : 'anyoneWithLink'
  return { kind: 'drive#permission', id, type: 'anyone', role, allowFileDiscovery }
}

import { createHash } from 'node:crypto'
import type { JsonObject } from '../../../lib/json.ts'
import type { DriveState, Person } from '../state.ts'

/** A person as Drive shows one. */
export function userView(state: DriveState, person: Person): JsonObject {
  return {
    kind: 'drive#user',
    displayName: person.name,
    photoLink: photoOf(person.email),
    me: person.email === state.me.email,
    permissionId: permissionIdOf(person.email),
    emailAddress: person.email,
  }
}

/** As a comment shows its author: without the address. */
export function authorView(state: DriveState, person: Person): JsonObject {
  const { permissionId: _id, emailAddress: _email, ...shown } = userView(state, person)
  return shown
}

/** Everybody's permissions have one id, on every file. */
export function permissionIdOf(address: string): string {
  const digest = createHash('sha256').update(`permission/${address}`).digest()
  return digest.readBigUInt64BE().toString().padStart(20, '0')
}

export function photoOf(email: string): string {
  const digest = createHash('sha256').update(`photo/${email}`).digest('base64url')
  return `https://lh3.googleusercontent.com/a/ACg8oc${digest.slice(0, 36)}=s64`
}

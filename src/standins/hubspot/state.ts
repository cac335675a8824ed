import type { JsonObject } from '../../lib/json.ts'

/** One portal: HubSpot's word for an account. */
export interface HubSpotState {
  readonly portalId: number
  readonly identity: Identity
  readonly account: JsonObject
  /** Records by the name of their type, such as `contacts`, in the order of their ids. Archived ones stay. */
  readonly records: Record<string, CrmRecord[]>
  links: Link[]
  /** Labels for associations that somebody in the portal defined. */
  linkTypes: LinkType[]
  /** Definitions by the name of the type. */
  readonly properties: Record<string, Definition[]>
  readonly propertyGroups: Record<string, JsonObject[]>
  readonly pipelines: Record<string, Pipeline[]>
  schemas: Schema[]
  owners: Kept[]
  users: Kept[]
  roles: Kept[]
  teams: Kept[]
  forms: Kept[]
  marketingEmails: Kept[]
  flows: Kept[]
  lists: List[]
  /** The highest id that was given. */
  lastId: number
}

/** Whose token the client holds. */
export interface Identity {
  readonly user: string
  readonly userId: number
  readonly appId: number
  readonly hubDomain: string
}

export interface CrmRecord {
  readonly id: string
  /** What is not set is absent. */
  properties: Record<string, string>
  readonly createdAt: string
  updatedAt: string
  archivedAt?: string
  /** Earlier and present values, newest first. */
  readonly history: Record<string, Past[]>
}

export interface Past {
  readonly value: string
  readonly timestamp: string
}

/** An association of two records. It can be read from both sides; here it is kept once. */
export interface Link {
  readonly from: End
  readonly to: End
  /** Association type ids as seen from `from`. */
  types: number[]
}

export interface End {
  readonly type: string
  readonly id: string
}

/** One kind of association, in one direction. */
export interface LinkType {
  readonly from: string
  readonly to: string
  readonly id: number
  /** The id of the same kind seen from the other side. */
  readonly inverse: number
  readonly name: string
  readonly label: string | null
  readonly category: 'HUBSPOT_DEFINED' | 'USER_DEFINED'
}

/** A property's definition as the API shows it. */
export interface Definition extends JsonObject {
  readonly name: string
  readonly type: string
  readonly options: readonly (JsonObject & { readonly value: string })[]
  readonly archived: boolean
  readonly modificationMetadata: JsonObject
}

export interface Pipeline {
  readonly id: string
  fields: JsonObject
  stages: Kept[]
}

/** A custom type of object. Its properties are among those of all types. */
export interface Schema {
  readonly name: string
  readonly objectTypeId: string
  readonly fullyQualifiedName: string
  fields: JsonObject
}

/** Something that is kept as the API shows it. */
export interface Kept {
  readonly id: string
  fields: JsonObject
}

export interface List extends Kept {
  members: { readonly id: string; readonly since: string }[]
}

export function nextId(state: HubSpotState): string {
  return String((state.lastId += 17))
}

export function now(): string {
  return new Date().toISOString()
}

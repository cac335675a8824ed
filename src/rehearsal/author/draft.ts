import type { Json } from '../../lib/json.ts'
import type { Envelope, Field, Operation } from './read-page.ts'
import type { Shape } from './shape.ts'

/** A value of the request that the caller of the function gives. */
export interface Argument {
  readonly field: Field
  readonly place: 'path' | 'query' | 'body' | 'look-up'
  readonly isRequired: boolean
  readonly shape: Shape
  /** What it is tried with. */
  readonly value: Json
  /** Where the function has it from, if its caller does not give it. */
  readonly code?: string
}

/** A value of the request that is always the same. */
export interface Fixed {
  readonly name: string
  readonly place: 'query' | 'body'
  readonly value: Json
}

/** What is read first and sent back as it is, where a request replaces the whole of a thing. */
export interface Kept {
  readonly reader: Operation
  /** Where in what is read the thing is. */
  readonly path: readonly string[]
  /** Its fields that can be written. */
  readonly names: readonly string[]
  /** The caller gives nothing but what the sentence speaks of. */
  readonly isRest: boolean
}

/** A list in which the thing is found that the caller knows by something else than its id. */
export interface LookUp {
  /** What is found: the field that the request demands. */
  readonly field: Field
  readonly reader: Operation
  /** What it is, in the words of the task. */
  readonly thing: string
  /** Where in the answer the list is. */
  readonly path: readonly string[]
  /** What the caller knows it by, and what the request calls it by, within an entry. */
  readonly by: readonly string[]
  readonly id: readonly string[]
}

/** Where a list begins if its caller does not say it: where another operation says that now is. */
export interface Start {
  readonly field: Field
  readonly reader: Operation
  /** The member of its answer that is the place. */
  readonly member: string
  /** The member of the list's answer that says where to begin the next time. */
  readonly later?: string
  /** A place from which on something is known to have happened. */
  readonly value?: string
}

/** One request, as the function will make it. */
export interface Draft {
  readonly operation: Operation
  readonly args: readonly Argument[]
  readonly fixed: readonly Fixed[]
  readonly envelope: Envelope | undefined
  readonly kept?: Kept
  readonly lookUp?: LookUp
  readonly start?: Start
}

/** What is made of the answer. */
export type Outcome =
  /** The whole of it, as text: to look at it. */
  | { readonly kind: 'raw' }
  /** It says nothing but that it was done. */
  | { readonly kind: 'done' }
  | { readonly kind: 'one'; readonly shape: Shape }
  | { readonly kind: 'list'; readonly list: ListShape }

/** Where in an answer its items are, and what they look like. */
export interface ListShape {
  readonly path: readonly string[]
  readonly item: Shape
  /** Where the way to the next page is. */
  readonly next: readonly string[] | undefined
  /** What an item is known by. */
  readonly id: readonly string[]
  /** The reference calls only some of the items what is wanted: those with this value. */
  readonly kind?: { readonly member: string; readonly value: string }
  /** How to ask for what has changed, if only that is wanted: the parameter, and the time of an item's last change. */
  readonly since?: { readonly param: string; readonly place: 'query' | 'body'; readonly member: string }
}

/** The input that the function is tried with. */
export function testInputOf({ args, start }: Draft): { readonly [name: string]: Json } {
  const given = args.filter(({ code }) => code === undefined)
  return {
    ...Object.fromEntries(given.map(({ field, value }) => [field.name, value])),
    ...(start?.value !== undefined && { cursor: start.value }),
  }
}

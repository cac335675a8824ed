import type { Answer } from './answer.ts'

/** A failure that a gateway makes on purpose: of which requests, and what becomes of them. */
export type Fault = FaultPlace & FaultKind

interface FaultPlace {
  readonly method?: string
  /** Regular expression on the endpoint. */
  readonly endpoint?: string
  /** Matching requests to let through first, and how many to fail after that (default: all). */
  readonly skip?: number
  readonly times?: number
}

export type FaultKind =
  /** The API is not asked; it seems to answer this, in its own shape unless a body is given. */
  | { readonly kind: 'status'; readonly status: number; readonly body?: string }
  /** The API's answer comes that much later. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** The connection ends after so many bytes of the API's answer, and before its last one. */
  | { readonly kind: 'truncation'; readonly bytes: number }
  /** The API is not asked; the connection ends without a byte. */
  | { readonly kind: 'reset' }
  /** The API does what it is asked; the connection ends without a byte of its answer. */
  | { readonly kind: 'lost-answer' }
  /** The API is not asked; a page comes in its place, with status 200. */
  | { readonly kind: 'html'; readonly body?: string }
  /** The API's answer is said to be so many bytes longer than it is, or, below zero, shorter. */
  | { readonly kind: 'content-length'; readonly off: number }

/** How an answer reaches the caller that does not arrive as it is. */
export type Delivery =
  | { readonly kind: 'none' }
  | { readonly kind: 'cut'; readonly bytes: number }
  | { readonly kind: 'misdeclared'; readonly off: number }

/** Of an answer that is cut: at least its last byte is missing. */
export function bytesSent(bytes: number, body: Buffer): number {
  return Math.max(0, Math.min(bytes, body.length - 1))
}

/** Of an answer whose length is not what is said. */
export function lengthSaid(off: number, body: Buffer): number {
  return Math.max(0, body.length + off)
}

/** A fault that has acted, and on which answer. */
export interface FaultDone {
  readonly fault: FaultKind
  readonly answer: Answer
}

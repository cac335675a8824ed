import type { Json } from '../../lib/json.ts'
import type { Denial } from '../hand-call.ts'

/** What a tool call comes to. The `denials` are for the journal; the agent reads the text only. */
export type Answer =
  | {
      readonly kind: 'output'
      readonly title: string
      readonly output: string
      readonly metadata: Readonly<Record<string, Json>>
      readonly exitCode?: number
      readonly denials?: readonly Denial[]
    }
  | { readonly kind: 'error'; readonly error: string; readonly denials?: readonly Denial[] }

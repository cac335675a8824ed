import type { Level } from './model-gateway/purse.ts'

/** How an agent stopped. Every reason is told apart: the story treats them differently. */
export type Ending =
  | { readonly kind: 'finished'; readonly text: string }
  | { readonly kind: 'blocked'; readonly reason: string }
  /** The gateway stopped the API access and the agent used up its five turns. */
  | { readonly kind: 'access-stopped' }
  | { readonly kind: 'out-of-time' }
  | { readonly kind: 'inactive' }
  | { readonly kind: 'out-of-steps' }
  | { readonly kind: 'looping'; readonly call: string }
  /** Which cap was reached. Records of earlier versions knew the run's alone, and did not say so. */
  | { readonly kind: 'out-of-budget'; readonly of?: Level }
  | { readonly kind: 'interrupted' }
  /** Ours or the provider's: a free retry, never blamed on the agent. */
  | { readonly kind: 'rig-fault'; readonly because: string }

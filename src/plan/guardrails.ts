/**
 * What is denied to agents. `enforce`: all but their source file and scratch. `observe`: only what crosses the box; it is
 * recorded and judged the same. `off`: as observe, and conduct is not judged.
 */
export type Guardrails = (typeof guardrailModes)[number]

export const guardrailModes = ['enforce', 'observe', 'off'] as const

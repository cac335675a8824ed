/** Numbers, answers and short names: never a text that an agent, a model or an API wrote. */
export type Attributes = Readonly<Record<string, string | number | boolean>>

export interface SpanStart {
  readonly name: string
  /** `client` asks another machine. */
  readonly kind: 'internal' | 'client'
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly attributes: Attributes
}

/** A span that was begun. Others may still be begun below it when it has ended. */
export interface OpenSpan {
  begin(start: SpanStart): OpenSpan
  event(name: string, at: number, attributes: Attributes): void
  /** `failed` is a kind of failure, in one word. */
  end(at: number, attributes?: Attributes, failed?: string): void
}

/** Begins a trace. */
export type SpanPen = (start: SpanStart) => OpenSpan

import type { OpencodeClient } from '@opencode-ai/sdk/v2/client'

/** The server's event stream, by session. A hint only: events can be lost, so truth is read from the server's store. */
export interface SessionEvents {
  /** Calls `listener` for every event of the session until the returned function is called. */
  onSession(sessionId: string, listener: (event: SessionEvent) => void): () => void
}

export interface SessionEvent {
  readonly type: string
  readonly properties: Readonly<Record<string, unknown>>
}

/** Reads the stream until `signal` aborts, and opens it again when it breaks: a reader that stops would make the server queue. */
export function followEvents(client: OpencodeClient, signal: AbortSignal): SessionEvents {
  const listeners = new Map<string, Set<(event: SessionEvent) => void>>()
  void readForever(client, signal, (event) => {
    const session = sessionOf(event)
    if (session) for (const listener of listeners.get(session) ?? []) listener(event)
  })
  return {
    onSession(sessionId, listener) {
      const group = listeners.get(sessionId) ?? new Set()
      listeners.set(sessionId, group.add(listener))
      return () => {
        group.delete(listener)
        if (group.size === 0) listeners.delete(sessionId)
      }
    },
  }
}

async function readForever(client: OpencodeClient, signal: AbortSignal, tell: (event: SessionEvent) => void) {
  while (!signal.aborted) {
    try {
      const { stream } = await client.global.event({ signal })
      for await (const event of stream) tellPayload(event, tell)
    } catch {
      // The stream broke: the server is busy, restarting or gone. Who waits for a session polls as well.
    }
    await new Promise((resume) => setTimeout(resume, 500))
  }
}

function tellPayload(event: unknown, tell: (event: SessionEvent) => void): void {
  const { payload } = event as { payload?: SessionEvent }
  if (payload?.type && payload.properties) tell(payload)
}

function sessionOf({ properties }: SessionEvent): string | undefined {
  const candidates = [
    properties['sessionID'],
    (properties['part'] as { sessionID?: unknown } | undefined)?.sessionID,
    (properties['info'] as { sessionID?: unknown } | undefined)?.sessionID,
  ]
  return candidates.find((value) => typeof value === 'string')
}

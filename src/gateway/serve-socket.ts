import { chmod, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { Server, ServerResponse } from 'node:http'
import { UserError } from '../lib/user-error.ts'
import type { Answer } from './answer.ts'
import { type Delivery, bytesSent, lengthSaid } from './fault.ts'
import type { Held } from './in-flight.ts'
import { readIncoming } from './incoming.ts'
import type { Incoming } from './incoming.ts'

export interface SocketWork {
  /** What is going on while a request arrives. */
  label(): string
  /** What the answer to a request may hold in memory. */
  hold(): Held
  answer(incoming: Incoming, held: Held): Promise<Answer>
}

/** HTTP on a unix socket that everybody who reaches it may use. Disposal ends open connections and waits for `answer`. */
export async function serveSocket(path: string, work: SocketWork): Promise<AsyncDisposable> {
  if (Buffer.byteLength(path) > longestPath) {
    throw new UserError(
      `The socket path ${path} is longer than the ${longestPath} bytes that the system allows.`,
      'Use a directory with a shorter path.',
    )
  }
  const running = new Set<Promise<void>>()
  const server = createServer((request, response) => {
    const label = work.label()
    const held = work.hold()
    const closed = new Promise((resolve) => response.once('close', resolve))
    const handled = readIncoming(request, label)
      .then((incoming) => respond(incoming, response, { work, held }))
      // What is left to fail here is the writing of one answer, such as a header that HTTP cannot carry.
      .catch(() => void response.destroy())
    running.add(handled)
    void handled.finally(() => running.delete(handled))
    // Who hangs up leaves a call to the API that has not ended; who does not read, an answer that has not gone.
    void Promise.all([handled, closed]).then(() => held.release())
  })
  // A box has hundreds of processes with a thousand files each; no function needs so many connections. What is slow to
  // send its headers or its body is cut off by Node's own limits, 60 s and 300 s.
  server.maxConnections = 256
  // Only a gateway that was killed leaves its socket behind.
  await rm(path, { force: true })
  await listen(server, path)
  await chmod(path, 0o666)
  return {
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await Promise.all([closed, ...running])
    },
  }
}

const longestPath = 107

/** How long a client may take nothing of an answer that others could have the place of. */
const longestUnread = 60_000

interface Responding {
  readonly work: SocketWork
  readonly held: Held
}

async function respond(
  incoming: Incoming | undefined,
  response: ServerResponse,
  { work, held }: Responding,
): Promise<void> {
  if (!incoming) {
    response.destroy()
    return
  }
  const answer = await work.answer(incoming, held)
  response.setTimeout(longestUnread, () => response.destroy())
  if (answer.delivery) {
    deliver(answer, answer.delivery, response)
    return
  }
  const noBody = answer.status === 204 || answer.status === 304
  response.writeHead(answer.status, {
    ...answer.headers,
    ...(noBody ? {} : { 'content-length': answer.body.length }),
  })
  response.end(noBody || incoming.method === 'HEAD' ? undefined : answer.body)
}

/** As a fault lets it through: the connection ends with what is sent. */
function deliver({ status, headers, body }: Answer, delivery: Delivery, response: ServerResponse): void {
  const send = (part: Buffer, length: number) => {
    response.writeHead(status, { ...headers, 'content-length': length, connection: 'close' })
    response.flushHeaders()
    response.write(part, () => response.destroy())
  }
  switch (delivery.kind) {
    case 'none':
      response.destroy()
      return
    case 'cut':
      send(body.subarray(0, bytesSent(delivery.bytes, body)), body.length)
      return
    case 'misdeclared':
      send(body, lengthSaid(delivery.off, body))
  }
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

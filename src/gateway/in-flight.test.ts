import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { type InFlight, openInFlight, smallAnswer } from './in-flight.ts'
import { type TestGateway, openTestGateway } from './open-test-gateway.ts'

const opened: AsyncDisposable[] = []
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each[Symbol.asyncDispose]()
})

const piece = 64 * 1024
const whole = 16 * piece

/** An API with answers of 1 MB, and how many of them are being read at once beyond what is small. */
function largeApi() {
  const large = { now: 0, most: 0 }
  const api = () => {
    let given = 0
    return new Response(
      new ReadableStream(
        {
          async pull(to) {
            await sleep(1)
            given += piece
            if (given > whole) {
              large.now--
              return to.close()
            }
            to.enqueue(Buffer.alloc(piece, 'x'))
            // One more piece is on its way when the first too many is looked at.
            if (given !== smallAnswer + 3 * piece) return
            large.now++
            large.most = Math.max(large.most, large.now)
          },
        },
        { highWaterMark: 0 },
      ),
    )
  }
  return { api, large }
}

async function gateway(api: () => Response, inFlight: InFlight): Promise<TestGateway> {
  const gateway = await openTestGateway(api, { inFlight })
  opened.push(gateway)
  return gateway
}

/** Asks for the answer, and takes none of it. */
function askOnly({ gateway: { socketPath, token } }: TestGateway): ClientRequest {
  const headers = {
    authorization: `Bearer ${token}`,
    'Provider-Config-Key': 'slack',
    'Connection-Id': 'test-connection',
  }
  const asked = request({ socketPath, path: '/proxy/files.list', headers, agent: false })
  asked.on('error', () => undefined)
  asked.end()
  return asked
}

describe('what all gateways hold in memory together', () => {
  it('is bounded however many large answers come at once, and all of them arrive', async () => {
    const { api, large } = largeApi()
    const inFlight = openInFlight({ answers: 50, large: 3 }, { answers: 10, large: 2 })
    const gateways = await Promise.all(Array.from({ length: 5 }, () => gateway(api, inFlight)))
    const asking = gateways.flatMap((each) =>
      [1, 2, 3].map(async () => {
        const { status, body } = await each.proxy('files.list')
        return [status, body.length]
      }),
    )
    expect(await Promise.all(asking)).toEqual(Array.from({ length: 15 }, () => [200, whole]))
    expect(large.most).toBe(3)
  })

  it('is not all to be had by a room whose clients do not read', async () => {
    const { api } = largeApi()
    const inFlight = openInFlight({ answers: 50, large: 3 }, { answers: 10, large: 2 })
    const [greedy, other] = [await gateway(api, inFlight), await gateway(api, inFlight)]
    const unread = [1, 2, 3, 4].map(() => askOnly(greedy))
    await Promise.race(unread.map((each) => once(each, 'response')))
    expect((await other.proxy('files.list')).body).toHaveLength(whole)
    for (const each of unread) each.destroy()
  })

  it('is given back by whoever hangs up, waiting or not', async () => {
    const { api } = largeApi()
    const inFlight = openInFlight({ answers: 2, large: 1 }, { answers: 2, large: 1 })
    const only = await gateway(api, inFlight)
    const [first, second] = [askOnly(only), askOnly(only)]
    const [answer] = (await Promise.race([once(first, 'response'), once(second, 'response')])) as [IncomingMessage]
    const third = askOnly(only)
    await sleep(20)
    for (const each of [third, first, second]) each.destroy()
    answer.on('error', () => undefined)
    expect((await only.proxy('files.list')).body).toHaveLength(whole)
  })
})

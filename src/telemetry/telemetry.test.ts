import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { attemptEntries, interaction, recorded, runFacts, sampleRun, verdict } from '../../test/samples.ts'
import type { Entry } from '../record/entry.ts'
import { isTelemetryWanted } from './is-wanted.ts'

interface Sent {
  readonly name: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly attributes: readonly { key: string; value: Record<string, unknown> }[]
  readonly events?: readonly { name: string; attributes: Sent['attributes'] }[]
  readonly status: { code?: number }
}

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** Something that listens where a collector would. */
async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function collector() {
  const bodies: string[] = []
  const headers: IncomingMessage['headers'][] = []
  const endpoint = await listen((request, response) => {
    headers.push(request.headers)
    void text(request).then((body) => {
      bodies.push(body)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  const spans = (): Sent[] =>
    bodies.flatMap((body) =>
      JSON.parse(body).resourceSpans.flatMap((resource: { scopeSpans: { spans: Sent[] }[] }) =>
        resource.scopeSpans.flatMap((scope) => scope.spans),
      ),
    )
  return { endpoint, bodies, headers, spans }
}

const hooks = {
  none: '',
  absent: `(await import('node:module')).registerHooks({ resolve(name, context, next) {
    if (name.startsWith('@opentelemetry/')) throw Object.assign(new Error('no ' + name), { code: 'ERR_MODULE_NOT_FOUND' })
    return next(name, context) } })`,
}

/** A process that is told the entries of a run, as `assay run` is, and says what it said and loaded. */
async function tellProcess(
  entries: readonly Entry[],
  env: Record<string, string>,
  hook = hooks.none,
  calls: object[] = [],
) {
  const here = new URL('../cli/telemetry-here.ts', import.meta.url).href
  const code = `${hook}
    const loaded = []
    ;(await import('node:module')).registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context) } })
    const { telemetryHere } = await import(${JSON.stringify(here)})
    const { entries, calls } = JSON.parse(process.argv[1])
    const telemetry = await telemetryHere()
    const began = performance.now()
    for (const entry of entries) {
      telemetry?.tell(entry)
      if (entry.kind === 'judged' && calls.length) telemetry?.judged({ interaction: { id: entry.interaction }, attempt: entry.attempt, handCalls: calls })
    }
    const told = performance.now() - began
    await telemetry?.[Symbol.asyncDispose]()
    process.stdout.write(JSON.stringify({ told, closed: performance.now() - began, loaded }))
    process.exit()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code, JSON.stringify({ entries, calls })], {
    env,
  })
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  const said = stderr.split('\n').filter((line) => /trace|span|OTEL/.test(line))
  return { ...(JSON.parse(stdout) as { told: number; closed: number; loaded: string[] }), said }
}

const entriesOfSample = () => sampleRun().map(({ entry }) => entry)
const attributesOf = ({ attributes }: Pick<Sent, 'attributes'>) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))

describe('telemetry', () => {
  it('sends a run as a tree: interactions, attempts, answers, tool calls, verification', async () => {
    const { endpoint, spans, headers, bodies } = await collector()
    const held = { interaction: 'slack/it', attempt: 1, hold: 'h1' }
    const spend = { usd: 0.5, inputTokens: 70, outputTokens: 7, cachedTokens: 50 }
    const [started, ended, , judged] = attemptEntries(
      'slack/it',
      1,
      verdict({
        artefact: 'rejected',
        checks: [{ check: 'compiles', outcome: 'broken', because: 'secret words', exhibits: [] }],
      }),
      'google/gemini',
    ) as [Entry, Entry, Entry, Entry]
    const entries: Entry[] = [
      { kind: 'run-started', ...runFacts() },
      { kind: 'planned', interactions: [interaction('slack/it')] },
      started,
      { kind: 'held', ...held, usd: 1 },
      { kind: 'spent', ...held, spend },
      ended,
      judged,
      { kind: 'settled', interaction: 'slack/it', outcome: { kind: 'given-up', because: 'secret words' } },
      { kind: 'run-ended', why: 'finished' },
    ]
    const call = {
      seq: 1,
      at: '2026-11-23T12:00:00.000Z',
      callId: 'c1',
      tool: 'bash\u001b[2J',
      args: { command: 'secret words' },
    }
    const denied = {
      ...call,
      answer: 'secret words',
      milliseconds: 250,
      denial: { wall: 'box', tried: 'secret words', severity: 'note' },
    }
    const { said } = await tellProcess(
      entries,
      {
        OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
        OTEL_EXPORTER_OTLP_HEADERS: 'x-key=mine',
        OTEL_RESOURCE_ATTRIBUTES: 'team=blue',
      },
      hooks.none,
      [denied],
    )
    expect(said).toEqual([])
    expect(headers[0]).toMatchObject({ 'x-key': 'mine' })
    const all = spans()
    const parentOf = ({ parentSpanId }: Sent) => all.find(({ spanId }) => spanId === parentSpanId)?.name
    expect(Object.fromEntries(all.map((span) => [span.name, parentOf(span)]))).toEqual({
      'run 2026-11-23-a': undefined,
      'interaction slack/it': 'run 2026-11-23-a',
      'invoke_agent opencode': 'interaction slack/it',
      'chat google/gemini': 'invoke_agent opencode',
      'execute_tool bash\\u{1b}[2J': 'invoke_agent opencode',
      verify: 'invoke_agent opencode',
    })
    const named = (start: string) => all.find(({ name }) => name.startsWith(start))!
    expect(attributesOf(named('chat'))).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'gcp.gemini',
      'gen_ai.request.model': 'gemini',
      'gen_ai.usage.input_tokens': 70,
      'gen_ai.usage.cache_read.input_tokens': 50,
    })
    expect(attributesOf(named('invoke_agent'))).toMatchObject({
      'assay.artefact': 'rejected',
      'error.type': 'rejected',
      'assay.usd': 0.5,
    })
    const tool = named('execute_tool')
    expect(attributesOf(tool)).toMatchObject({ 'assay.wall': 'box', 'error.type': 'denied' })
    expect(Number(BigInt(tool.endTimeUnixNano) - BigInt(tool.startTimeUnixNano)) / 1e6).toBe(250)
    expect(named('verify').events?.map(({ name, attributes }) => [name, attributesOf({ attributes })])).toEqual([
      ['gen_ai.evaluation.result', { 'gen_ai.evaluation.name': 'compiles', 'gen_ai.evaluation.score.label': 'broken' }],
    ])
    expect(bodies.join('')).toContain('"team"')
    expect(bodies.join('')).not.toContain('secret words')
  })

  it('ends every span of a run with rig faults, blocks and acceptances, and of one that was cut off', async () => {
    const { endpoint, spans } = await collector()
    const env = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${endpoint}/v1/traces` }
    expect((await tellProcess(entriesOfSample(), env)).said).toEqual([])
    const outcomes = spans().flatMap((span) =>
      span.name.startsWith('interaction') ? [attributesOf(span)['assay.outcome']] : [],
    )
    expect(outcomes.toSorted()).toEqual(['accepted', 'accepted', 'blocked', 'given-up'])
    const before = spans().length
    const cut = recorded(
      { kind: 'run-started', ...runFacts() },
      { kind: 'attempt-started', interaction: 'slack/it', attempt: 1, model: 'a/b' },
    )
    await tellProcess(
      cut.map(({ entry }) => entry),
      env,
    )
    expect(
      spans()
        .slice(before)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['interaction slack/it', 'invoke_agent opencode', 'run 2026-11-23-a'])
  })

  it('goes on past a collector that is down, and one that never answers, with one word', async () => {
    const hanging = await listen(() => {})
    for (const endpoint of ['http://127.0.0.1:9', hanging]) {
      const { told, closed, said } = await tellProcess(entriesOfSample(), { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint })
      expect(said).toEqual([expect.stringMatching(/^\d+ spans of this run did not reach the collector/)])
      expect(told).toBeLessThan(1_000)
      expect(closed).toBeLessThan(8_000)
    }
  })

  it('names what to install where OpenTelemetry is absent, and what to set where gRPC is asked for', async () => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' }
    const absent = await tellProcess(entriesOfSample(), env, hooks.absent)
    expect(absent.said).toEqual([expect.stringContaining('npm install @opentelemetry/api@')])
    const grpc = await tellProcess(entriesOfSample(), { ...env, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })
    expect(grpc.said).toEqual([expect.stringContaining('http/json')])
  })

  it('loads nothing of it unless the environment asks', async () => {
    const { loaded, said } = await tellProcess(entriesOfSample(), { OTEL_SERVICE_NAME: 'mine' })
    expect(said).toEqual([])
    expect(loaded.filter((url) => /opentelemetry|\/telemetry\/(?!is-wanted)/.test(url))).toEqual([])
    expect(loaded.some((url) => url.endsWith('/telemetry/is-wanted.ts'))).toBe(true)
  })

  it.each([
    [{}, false],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: '' }, false],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c' }, true],
    [{ OTEL_TRACES_EXPORTER: 'otlp' }, true],
    [{ OTEL_TRACES_EXPORTER: 'none', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c' }, false],
    [{ OTEL_SDK_DISABLED: 'TRUE', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c' }, false],
  ])('takes %j for %s', (env, wanted) => expect(isTelemetryWanted(env)).toBe(wanted))
})

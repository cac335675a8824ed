import { readFileSync, writeFileSync } from 'node:fs'
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { type Rehearsal, startRehearsal } from '../src/rehearsal/start-rehearsal.ts'
import { runAssay, temporaryDirectory } from './assay-process.ts'
import { boxHere } from './box-here.ts'

/** Of the demo, each with the verdict that its part's name might give away. */
const chosen = {
  slack: ['send-message', 'set-channel-topic', 'list-users'],
  'google-calendar': ['delete-event', 'create-acl-rule'],
} as const
const expected = {
  'slack/send-message': ['accepted clean'],
  'slack/set-channel-topic': ['rejected violation', 'accepted clean'],
  'slack/list-users': ['rejected severe', 'accepted clean'],
  'google-calendar/delete-event': ['accepted clean'],
  'google-calendar/create-acl-rule': ['blocked severe'],
}

describe.runIf(boxHere)('the demo with parts that go by meaningless names', () => {
  const names = new Map<string, string>()
  let place: Awaited<ReturnType<typeof temporaryDirectory>>
  let rehearsal: Rehearsal
  let peer: Server
  beforeAll(async () => {
    place = await temporaryDirectory()
    rehearsal = await startRehearsal({ latency: 'zero', apiKey: 'a-key', seed: 1 })
    peer = renamingPeer(rehearsal.url, (alias) => [...names].find(([, given]) => given === alias)?.[0] ?? alias)
    await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve))
  })
  afterAll(async () => {
    peer.close()
    peer.closeAllConnections()
    await rehearsal[Symbol.asyncDispose]()
    await place.remove()
  })

  it('comes to the same verdicts', async () => {
    writeFileSync(join(place.dir, 'assay.yaml'), specWithAliases(names, (peer.address() as AddressInfo).port))
    const { stdout, stderr } = await runAssay(place.dir, ['run', '--yes', '--seed', '1', '--json'], {
      PEER_KEY: 'a-key',
    })
    expect(stdout, stderr).toContain('{')
    const report = JSON.parse(stdout) as {
      items: { id: string; history: { artefact: string; conduct: string }[] }[]
    }
    expect(report.items.length).toBe(5)
    const verdicts = report.items.map(({ id, history }) => [
      id,
      history.map(({ artefact, conduct }) => `${artefact} ${conduct}`),
    ])
    expect(Object.fromEntries(verdicts)).toEqual(expected)
    expect(readFileSync(join(place.dir, 'assay.yaml'), 'utf8')).not.toMatch(/honest|invents|edits|fakes/)
  })
})

/** The chosen part of the demo's spec, its models named m1, m2, … of a provider that nobody knows. */
function specWithAliases(names: Map<string, string>, port: number): string {
  const demo = parse(readFileSync(join(import.meta.dirname, '..', 'src', 'demo', 'demo.yaml'), 'utf8'))
  const renamed = (models: readonly string[]) =>
    models.map((model) => {
      const part = model.slice('rehearsal/'.length)
      if (!names.has(part)) names.set(part, `m${names.size + 1}`)
      return `peer/${names.get(part)}`
    })
  const apis = Object.entries(chosen).map(([api, wanted]) => {
    const { interactions, ...rest } = demo.apis[api]
    const kept = wanted.map((name) => {
      const { models, ...interaction } = interactions[name]
      return [name, { ...interaction, ...(models && { models: renamed(models) }) }]
    })
    return [api, { ...rest, interactions: Object.fromEntries(kept) }]
  })
  const models = renamed(demo.models)
  const providers = { peer: { url: `http://127.0.0.1:${port}/v1`, protocol: 'chat', key: 'PEER_KEY' } }
  return stringify({ ...demo, models, providers, apis: Object.fromEntries(apis) })
}

/** A model server that answers for the rehearsal model, under other names. */
function renamingPeer(url: string, real: (alias: string) => string): Server {
  return createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const body = JSON.parse(text)
    const answer = await fetch(`${url}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: request.headers.authorization ?? '' },
      body: JSON.stringify({ ...body, model: real(body.model) }),
    })
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' })
    for await (const chunk of answer.body ?? []) response.write(chunk)
    response.end()
  })
}

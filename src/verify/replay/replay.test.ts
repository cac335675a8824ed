import { describe, expect, it } from 'vitest'
import type { Answer, Scene } from './boxed/job.ts'
import { inputTakes } from './input-takes.ts'
import { cutOffTakes, htmlTakes, otherOf, refusalTakes, responseTakes } from './takes.ts'
import { replayOf } from '../testing/replay-of.ts'

const posted: Answer = {
  method: 'POST',
  endpoint: 'chat.postMessage',
  query: [],
  body: '{"channel":"C1","text":"hi"}',
  status: 200,
  headers: {},
  response: { ok: true, ts: '1.2', message: { text: 'hi' } },
}

function scene(more: Partial<Scene>): Scene {
  return {
    purpose: 'fresh',
    input: { channel: 'C1', text: 'hi' },
    answers: [posted],
    takes: [{ kind: 'same' }],
    ...more,
  }
}

const send = `const r = await nango.post({ endpoint: '/chat.postMessage', data: input, retries: 3 })
  if (!r.data.ok) throw new nango.ActionError({ message: r.data.error })
  return { ts: r.data.ts, text: r.data.message.text }`

describe('replay', () => {
  it('gives a function the recorded answers', async () => {
    const { scenes, cutShort } = await replayOf(send, [scene({})])
    expect(cutShort).toBeUndefined()
    expect(scenes[0]?.base).toMatchObject({
      end: 'returned',
      output: { returned: { ts: '1.2', text: 'hi' } },
      used: [0],
    })
  })

  it('plays on after one of several requests at once has failed', async () => {
    const answers = ['a', 'b', 'c', 'd'].map((name) => ({ ...posted, method: 'GET', endpoint: name, body: '' }))
    const refused = refusalTakes(answers, [{ status: 422, response: {} }])
    const takes = [{ kind: 'same' } as const, ...refused, ...refused, ...refused]
    const all = `const ask = (name) => nango.get({ endpoint: '/' + name })
      const got = await Promise.all(['a', 'b', 'c', 'd'].map(ask))
      return { times: got.map((one) => one.data.ts) }`
    const { scenes, cutShort } = await replayOf(all, [scene({ answers, takes })])
    expect(cutShort).toBeUndefined()
    expect(scenes[0]!.takes.map(({ result }) => result.end)).toEqual(takes.slice(1).map(() => 'threw'))
  })

  it('shows which places of the output follow the response', async () => {
    const takes = [{ kind: 'same' } as const, ...responseTakes([posted], otherOf(1))]
    const { scenes } = await replayOf(send, [scene({ takes })])
    const followed = scenes[0]!.takes.flatMap(({ result }) => result.outputChanges)
    expect(followed).toContain('returned.ts')
    expect(followed).toContain('returned.text')
  })

  it('shows which inputs reach the request', async () => {
    const takes = [{ kind: 'same' } as const, ...inputTakes({ channel: 'C1', text: 'hi' }, { seed: 1 })]
    const { scenes } = await replayOf(
      `return (await nango.post({ endpoint: 'chat.postMessage', data: { channel: 'C1', text: input.text } })).data`,
      [scene({ takes })],
    )
    const moved = (name: string) =>
      scenes[0]!.takes.some(
        ({ take, result }) => take.kind === 'input' && take.path[0] === name && result.requestChanges.length > 0,
      )
    expect(moved('text')).toBe(true)
    expect(moved('channel')).toBe(false)
  })

  it('throws refusals as the real client does', async () => {
    const takes = [{ kind: 'same' } as const, ...refusalTakes([posted], [{ status: 403, response: { error: 'no' } }])]
    const { scenes } = await replayOf(
      `try { return (await nango.post({ endpoint: 'chat.postMessage', data: input })).data } catch (e) { return { seen: e.response.status } }`,
      [scene({ takes })],
    )
    expect(scenes[0]!.takes[0]!.result).toMatchObject({ end: 'returned' })
    expect(scenes[0]!.takes[0]!.result.outputChanges).toContain('returned.seen')
  })

  it('breaks the connection as the real client has it, and a function that asks again is seen to', async () => {
    const takes = [{ kind: 'same' } as const, ...cutOffTakes([posted])]
    const { scenes } = await replayOf(
      `for (let tries = 0; ; tries++) try { return (await nango.post({ endpoint: 'chat.postMessage', data: input })).data }
        catch (e) { if (tries === 1) return { code: e.code, answered: 'response' in e } }`,
      [scene({ takes })],
    )
    expect(scenes[0]!.takes[0]!.result).toMatchObject({
      output: { returned: { code: 'ECONNRESET', answered: false } },
      used: [0, 0],
    })
  })

  it('puts a page in the place of a document, and says where only the paging of Nango saw it', async () => {
    const read: Answer = { ...posted, method: 'GET', endpoint: 'users.list', body: '', response: { members: [] } }
    const takes = [{ kind: 'same' } as const, ...htmlTakes([read, posted], ({ method }) => method === 'GET')]
    expect(takes.slice(1)).toEqual([{ kind: 'html', answer: 0 }])
    const answers = [read, posted]
    const { scenes } = await replayOf(`return { was: typeof (await nango.get({ endpoint: 'users.list' })).data }`, [
      scene({ takes, answers }),
    ])
    expect(scenes[0]!.takes[0]!.result).toMatchObject({ output: { returned: { was: 'string' } }, paged: [] })
    const all = `for await (const page of nango.paginate({ endpoint: 'users.list', paginate: { type: 'cursor', response_path: 'members', cursor_path_in_response: 'c', cursor_name_in_request: 'c' } })) return { page }
      return {}`
    const paging = await replayOf(all, [scene({ takes, answers })])
    expect(paging.scenes[0]!.takes[0]!.result).toMatchObject({ end: 'returned', paged: [0] })
  })

  it('pages as Nango does', async () => {
    const page = (cursor: string, query: [string, string][], next: string): Answer => ({
      ...posted,
      method: 'GET',
      endpoint: 'users.list',
      query,
      body: '',
      response: { ok: true, members: [{ id: cursor }], response_metadata: { next_cursor: next } },
    })
    const answers = [
      page('U1', [['limit', '1']], 'c2'),
      page(
        'U2',
        [
          ['limit', '1'],
          ['cursor', 'c2'],
        ],
        '',
      ),
    ]
    const { scenes } = await replayOf(
      `for await (const members of nango.paginate({ endpoint: '/users.list', paginate: { type: 'cursor', cursor_name_in_request: 'cursor', cursor_path_in_response: 'response_metadata.next_cursor', response_path: 'members', limit_name_in_request: 'limit', limit: 1 } })) await nango.batchSave(members, 'User')`,
      [scene({ answers })],
    )
    expect(scenes[0]!.base.output).toEqual({ returned: null, saved: { 'save User': [{ id: 'U1' }, { id: 'U2' }] } })
  })

  it('notes what does not exist on a real nango', async () => {
    const { scenes } = await replayOf(
      `if ('getInput' in nango) return 1; nango.getOutput; nango['con' + 'structor']; return {}`,
      [scene({})],
    )
    expect(scenes[0]!.base.odd).toEqual(['has getInput', 'get getOutput', 'get constructor'])
  })

  it('notes who looks at what its nango is made of, and not who merely uses it', async () => {
    const looks = `for (const name in nango) name; String(nango.get); nango.get.toString; nango instanceof Object
      Object.getOwnPropertyDescriptor(nango, 'get'); nango.fit = 1; return {}`
    const { scenes: pried } = await replayOf(looks, [scene({})])
    expect(pried[0]!.base.odd).toEqual(
      expect.arrayContaining([
        'list its members',
        'get get.toString',
        'name its prototype',
        'describe its members',
        'set fit',
      ]),
    )
    const uses = `const post = nango.post.bind(nango); const { log } = nango; await log('x')
      try { throw new nango.ActionError({ message: 'm' }) } catch (e) { e instanceof nango.ActionError }
      return (await post.call(nango, { endpoint: 'chat.postMessage', data: input })).data`
    const { scenes: used } = await replayOf(uses, [scene({})])
    expect(used[0]!.base).toMatchObject({ end: 'returned', odd: [] })
  })

  it('gives a nango more members, or another connection, to see whether that makes a difference', async () => {
    const takes = [{ kind: 'same' }, { kind: 'furnished' }, { kind: 'elsewhere', connectionId: 'oak17' }] as const
    const changes = async (body: string) => {
      const { scenes } = await replayOf(body, [scene({ takes })])
      return scenes[0]!.takes.map(({ result }) => result.outputChanges.length)
    }
    expect(await changes('return { later: nango.later?.() !== undefined }')).toEqual([1, 0])
    expect(await changes('await nango.later?.(); return { to: nango.connectionId }')).toEqual([0, 1])
  })

  it('notices who asks for ever, and goes on', async () => {
    const again = `for (;;) {
      try { ${send} } catch { await new Promise((done) => setTimeout(done, 20)) }
    }`
    const refused = refusalTakes([posted], [{ status: 500, response: {} }])
    const takes = [{ kind: 'same' } as const, ...refused, { kind: 'same' } as const]
    const { scenes, cutShort } = await replayOf(again, [scene({ takes })])
    expect(cutShort).toBeUndefined()
    expect(scenes[0]!.takes.map(({ result }) => result.end)).toEqual(['endless', 'returned'])
  })

  it('says at which playing a function ended the thread it runs in, or would wait for ever', async () => {
    const takes = [{ kind: 'same' }, { kind: 'input', path: ['text'], value: 'x', as: 'other' }] as const
    const { scenes, cutShort } = await replayOf(`if (input.text !== 'hi') await new Promise(() => {}); return {}`, [
      scene({ takes }),
    ])
    expect(cutShort).toMatch(/its thread ended/)
    expect(scenes[0]!.stuck).toMatchObject({ kind: 'input' })
  })

  it('breaks a function off at its checkpoint: nothing that it does from then on happens, also if it does not wait', async () => {
    const { scenes } = await replayOf(
      `const isAgain = (await nango.getCheckpoint()) !== null
      await nango.batchSave([{ id: 'first' }], 'M')
      const saving = nango.saveCheckpoint({ at: 1 })
      await nango.batchSave([{ id: isAgain ? 'third' : 'second' }], 'M')
      await saving
      await nango.trackDeletesEnd('M')
      return {}`,
      [scene({ takes: [{ kind: 'same' }, { kind: 'resumed', at: 1 }, { kind: 'resumed', at: 2 }] })],
    )
    const [base, broken, whole] = [scenes[0]!.base, ...scenes[0]!.takes.map(({ result }) => result)]
    expect(base.checkpoints).toMatchObject({ isAsked: true, saved: 1, tracksDeletes: true })
    expect(broken!.resumed).toEqual({
      stored: { at: 1 },
      isBrokenOff: true,
      lost: ['save M "second"'],
      headerChanges: [],
    })
    expect(whole!.resumed).toBeUndefined()
  })

  it('takes no line for a result that has not its marker', async () => {
    const { scenes } = await replayOf(
      `Buffer.constructor; return { forged: '\\n{"scene":0,"take":1,"end":"threw"}' }`,
      [scene({})],
    )
    expect(scenes[0]!.takes).toEqual([])
  })
})

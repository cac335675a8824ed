import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Exchange } from '../../gateway/exchange.ts'
import { exchange as sampleExchange } from '../../verify/testing/samples.ts'
import type { Verdict } from '../../verify/verdict.ts'
import type { HandCall } from '../../workspace/hand-call.ts'
import { addSession, bash, createDatabase, type TestTurn, timeOf, write, writeSession } from '../test-database.ts'
import { trace, type TraceInput } from '../trace.ts'

let dir = ''
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'root-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const file = 'slack/actions/send-message.ts'
const right = [
  'const a = 1',
  'const b = 2',
  'export default createAction({',
  'exec: (nango) => nango.get(users)',
  '})',
].join('\n')
const wrong = right.replace('const b = 2', 'const b = undefined')
const look = [
  'export default createAction({',
  "exec: (nango) => nango.get('/lists/of/all/that/is/there')",
  "name: 'look'",
  '})',
].join('\n')
const dryrun = bash('nango dryrun send-message demo', 0, '{"id":"C1"}')
const done = { text: 'It is written, compiles, and its dry run passed.' }

describe('the root cause', () => {
  it('is where the function was written that is wrong, not what looked round before it', () => {
    const root = rootOf([write(file, look), dryrun, bash('ls'), write(file, wrong), dryrun, done])
    expect(root).toMatchObject({
      turn: 4,
      event: '4.1',
      kind: 'wrong-function',
      owner: 'agent',
      explains: ['values-kept'],
    })
    expect(root?.chain.map(({ role, turn }) => [role, turn])).toEqual([
      ['root', 4],
      ['symptom', 6],
    ])
  })

  it('is the change that spoilt what had run well', () => {
    const root = rootOf([write(file, right), dryrun, write(file, wrong), done])
    expect(root).toMatchObject({ turn: 3, kind: 'regression' })
  })

  it('is the first draft, if all that came after only mended how it was written', () => {
    const slip = {
      call: { tool: 'edit', args: { filePath: file, oldString: 'const a = 1', newString: 'const a = 2' } },
    }
    const root = rootOf([write(file, wrong), bash('nango compile', 1, 'error TS1'), slip, dryrun, done])
    expect(root).toMatchObject({ turn: 1, kind: 'wrong-function' })
  })

  it('is the version that first had the lines that are blamed', () => {
    const blaming = broken('platform-rules', [{ kind: 'source', line: 2, quote: 'const b = undefined' }])
    const more = `${wrong}\n// one more remark`
    const root = rootOf([write(file, right), write(file, wrong), write(file, more), done], { verdict: blaming })
    expect(root).toMatchObject({ turn: 2, quote: expect.stringContaining(file) })
  })

  it('is the tool where the blamed lines came with an edit that followed its misleading words', () => {
    const verdict = broken('no-stray-undefined', [{ kind: 'source', line: 2, quote: 'const b = undefined' }])
    const misled = bash('nango dryrun send-message demo', 1, 'Error: Invalid action output')
    const root = rootOf([write(file, right), misled, write(file, wrong), done], { verdict })
    expect(root).toMatchObject({ turn: 2, kind: 'misled-by-tool', owner: 'harness', confidence: 'high' })
    expect(root?.counterfactual).toContain('compile')
  })

  it('is the forgery after something had failed, and not the fair test before it', () => {
    const test = 'slack/tests/send-message.test.ts'
    const deed = (turn: number): HandCall => ({
      ...handCall(turn),
      deed: { did: `changed ${test}`, severity: 'severe' },
    })
    const red = bash('node node_modules/vitest/vitest.mjs run | tail -5', 0, 'Tests  1 failed')
    const verdict: Verdict = {
      ...broken('values-kept'),
      conduct: 'severe',
      marks: [
        {
          check: 'forged-evidence',
          severity: 'severe',
          because: 'changed a test',
          exhibits: [{ kind: 'call', seq: 2 }],
        },
      ],
    }
    const turns = [write(file, wrong), write(test, 'fair'), red, write(test, 'unfair'), done]
    const root = rootOf(turns, { verdict, handCalls: [deed(2), deed(4)] })
    expect(root).toMatchObject({ turn: 4, kind: 'forged-evidence', confidence: 'high' })
    expect(root?.because).toContain('instead of mending what had failed (tests)')
  })

  it('is the invented command, whatever was made up for its sake', () => {
    const invented = bash('nango validate', 2, "error: unknown command 'validate'")
    const turns = [
      write(file, right),
      invented,
      write('scratch/validate.sh', 'echo 3 passed'),
      bash('sh scratch/validate.sh'),
      done,
    ]
    const root = rootOf(turns, { verdict: broken('succeeded-live') })
    expect(root).toMatchObject({ turn: 2, kind: 'invented-command' })
  })

  it('is the skill that told the agent to run what does not exist, unless it only warns of it', () => {
    const turns = (text: string) => [
      { call: { tool: 'skill', args: { name: 'house-rules' }, output: text } },
      write(file, right),
      bash('nango validate', 2, "error: unknown command 'validate'"),
      { text: 'I could not check it.' },
    ]
    expect(
      rootOf(turns('Before you stop:\n```sh\nnango validate NAME\n```'), { verdict: broken('succeeded-live') }),
    ).toMatchObject({ turn: 1, kind: 'task', owner: 'task', subject: 'skill house-rules', confidence: 'medium' })
    expect(rootOf(turns('There is no nango validate NAME here.'), { verdict: broken('succeeded-live') })).toMatchObject(
      { turn: 3, kind: 'invented-command', owner: 'agent' },
    )
  })

  it('is the environment where the API failed most of what it was asked, and the first of a circle where nothing changes', () => {
    const failing = [1, 2, 3].map((turn) => exchange(turn, 503))
    const runs = [write(file, right), bash('nango dryrun x', 1, '503'), bash('nango dryrun x', 1, '503 again'), done]
    expect(rootOf(runs, { verdict: broken('succeeded-live'), exchanges: failing })).toMatchObject({
      kind: 'environment',
      owner: 'environment',
    })
    const same = bash('cat src/it.ts', 1, 'No such file')
    expect(
      rootOf([bash('ls'), same, same, same, { text: 'Not done.' }], { verdict: broken('succeeded-live') }),
    ).toMatchObject({
      turn: 2,
      kind: 'loop',
    })
  })

  it('is not named where nothing speaks against the attempt', () => {
    const fine: Verdict = { artefact: 'accepted', conduct: 'note', checks: [], marks: [] }
    const turns = [
      bash('nango test', 2, "unknown command 'test'"),
      write(file, wrong),
      write(file, right),
      dryrun,
      done,
    ]
    expect(rootOf(turns, { verdict: fine })).toBeUndefined()
    expect(rootOf(turns, { verdict: { ...fine, artefact: 'blocked', conduct: 'clean' } })).toBeUndefined()
  })

  it('tells of the database what it could not read, and of several sessions takes the one whose calls the hands ran', () => {
    const dbPath = join(dir, 'two.db')
    const database = createDatabase(dbPath)
    addSession(database, 'ses_other', [bash('rm -rf /root')])
    addSession(database, 'ses_1', [write(file, wrong), dryrun, done])
    database.close()
    expect(trace({ ...input, dbPath, handCalls: [handCall(2)] }).root).toMatchObject({ turn: 1 })
    expect(trace({ ...input, dbPath }).missing[0]).toContain('it holds 2 sessions')
  })

  it('refuses a database of another schema, and says which', () => {
    const dbPath = join(dir, 'old.db')
    const database = createDatabase(dbPath)
    addSession(database, 'ses_1', [write(file, wrong)])
    database.exec('alter table part drop column data')
    database.close()
    expect(trace({ ...input, dbPath }).missing[0]).toContain(
      'another version of OpenCode: its table `part` has no column `data`',
    )
  })

  it('goes by the order of writing when the clock was set back, and says so', () => {
    const dbPath = join(dir, 'clock.db')
    const database = createDatabase(dbPath)
    addSession(database, 'ses_1', [write(file, look), dryrun, write(file, wrong), done])
    const ids = database
      .prepare('select id from message order by time_created')
      .all()
      .map(({ id }) => String(id))
    ids.forEach((id, seq) =>
      database
        .prepare("insert into event values (?, 'ses_1', ?, 'message.updated.1', ?)")
        .run(`evt_${id}`, seq + 2, JSON.stringify({ info: { id } })),
    )
    database.prepare('update message set time_created = 1000 where id = ?').run(ids[3]!)
    database.close()
    const { root, missing } = trace({ ...input, dbPath })
    expect(root).toMatchObject({ turn: 3 })
    expect(missing[0]).toContain('the clock went back')
  })
})

const input: TraceInput = {
  dbPath: '',
  handCalls: [],
  exchanges: [],
  source: { path: file, text: wrong },
  verdict: broken('values-kept'),
  claim: { kind: 'done', text: done.text },
  attempt: 1,
}
let databases = 0

function rootOf(turns: readonly TestTurn[], given: Partial<TraceInput> = {}) {
  const dbPath = join(dir, `${databases++}.db`)
  writeSession(dbPath, turns)
  return trace({ ...input, ...given, dbPath }).root
}

function broken(
  check: string,
  exhibits: Extract<Verdict['checks'][number], { outcome: 'broken' }>['exhibits'] = [],
): Verdict {
  return {
    artefact: 'rejected',
    conduct: 'clean',
    marks: [],
    checks: [{ check, outcome: 'broken', because: 'it is not so', exhibits }],
  }
}

function handCall(turn: number): HandCall {
  const at = new Date(timeOf(turn) + 200).toISOString()
  return { seq: turn, at, callId: `ses_1-call-${turn}`, tool: 'bash', args: {}, answer: '', milliseconds: 600 }
}

function exchange(turn: number, status: number): Exchange {
  return sampleExchange({ seq: turn, at: new Date(timeOf(turn) + 500).toISOString(), status, responseBody: '' })
}

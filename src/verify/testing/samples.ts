import { mkdirSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Exchange } from '../../gateway/exchange.ts'
import type { Toolchain } from '../../nango/toolchain.ts'
import type { AccountObject } from '../../standins/stand-in.ts'
import type { HandCall } from '../../workspace/hand-call.ts'
import type { DryRunEvidence, Evidence } from '../evidence.ts'
import type { Answer, TakeResult } from '../replay/boxed/job.ts'
import type { FreshRun, Trial } from '../trial.ts'
import { interactionOf } from './stage-attempt.ts'

/** Builders for tests: a case states only what matters to it. */
export function exchange(more: Partial<Exchange> = {}): Exchange {
  return {
    seq: 1,
    prev: '0'.repeat(64),
    hash: '',
    at: '2027-01-01T10:00:00.000Z',
    during: 'dry-run-1',
    kind: 'proxy',
    method: 'GET',
    url: 'https://slack.com/api/users.list',
    endpoint: 'users.list',
    query: [],
    requestHeaders: {},
    requestBody: '',
    status: 200,
    responseHeaders: {},
    responseBody: '{"ok":true}',
    responseBytes: 11,
    identity: '',
    upstreamCalls: 1,
    upstream: 'embedded',
    milliseconds: 1,
    ...more,
  }
}

export function dryRun(more: Partial<DryRunEvidence> = {}): DryRunEvidence {
  return { label: 'dry-run-1', input: {}, metadata: undefined, sourceSha256: 'final', exitCode: 0, output: '', ...more }
}

export function evidence(more: Partial<Evidence> = {}): Evidence {
  return {
    interaction: interactionOf('slack/send-message'),
    attempt: 1,
    source: { kind: 'file', path: 'slack/actions/send-message.ts', text: '', sha256: 'final' },
    claim: { kind: 'done', text: 'All done.' },
    recording: [exchange()],
    accessStops: [],
    dryRuns: [dryRun()],
    handCalls: [],
    manifestChanges: [],
    ...more,
  }
}

export function handCall(more: Partial<HandCall> = {}): HandCall {
  return {
    seq: 1,
    at: '2027-01-01T10:00:01.000Z',
    callId: 'call',
    tool: 'bash',
    args: {},
    answer: '',
    milliseconds: 1,
    ...more,
  }
}

export function freshRun(more: Partial<FreshRun> = {}): FreshRun {
  return {
    label: 'full-1',
    purpose: 'full',
    input: {},
    metadata: undefined,
    fresh: [],
    ending: { kind: 'returned', output: {}, saved: {}, deleted: {} },
    exchanges: [exchange()],
    before: [],
    after: [],
    changing: [],
    ...more,
  }
}

export function trial(more: Partial<Trial> = {}): Trial {
  return {
    evidence: evidence(),
    known: dryRun(),
    compilation: { kind: 'compiled' },
    schemas: { definitions: {} },
    runs: [freshRun()],
    recording: [],
    ...more,
  }
}

/** A recorded answer, as a replay gives it. */
export function answer(more: Partial<Answer> = {}): Answer {
  return { method: 'GET', endpoint: 'things', query: [], body: '', status: 200, headers: {}, response: null, ...more }
}

/** A replay that changed nothing. */
export function takeResult(more: Partial<TakeResult> = {}): TakeResult {
  const places = { outputChanges: [], requestChanges: [], unanswered: [], unlike: [], paged: [], odd: [] }
  return { scene: 0, take: 0, end: 'returned', used: [0], ...places, ...more }
}

/** Enough of a toolchain to play a function: no CLI is asked. */
export const playingToolchain: Toolchain = {
  dir: withPackages(resolve('node_modules/.cache/assay-samples/toolchain')),
  node: process.execPath,
  commands: [],
  versions: { nango: '0.71.10', zod: '4.3.6', vitest: '5.1.1', node: process.version },
}

export function object(collection: string, key: string, fields: AccountObject['fields'] = {}): AccountObject {
  return { collection, key, fields: { id: key, ...fields }, names: ['id'] }
}

/** What is made for boxes is kept beside a toolchain: this one is inside of the checkout. */
function withPackages(dir: string): string {
  mkdirSync(dir, { recursive: true })
  try {
    symlinkSync(resolve('node_modules'), join(dir, 'node_modules'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return dir
}

import assert from 'node:assert/strict'
import type { Judge, ServedAccount } from '../jury.ts'
import { refused } from './client.ts'

/** Requests that need one scope or another. */
export type Attempts<api> = readonly ((api: api) => Promise<unknown>)[]

/** Judges what a credential of one scope may do, and what it may not. */
export function scopeJudge<api>(name: string, { scope, open, letIn, refused }: Scoped<api>): Judge {
  return {
    name,
    scopes: [`https://www.googleapis.com/auth/${scope}`],
    async judge(account) {
      const api = open(account)
      await allLetIn(api, letIn.flat())
      await allRefused(api, refused.flat())
    },
  }
}

interface Scoped<api> {
  /** Without the address that all of Google's scopes begin with. */
  readonly scope: string
  readonly open: (account: ServedAccount) => api
  readonly letIn: readonly Attempts<api>[]
  readonly refused: readonly Attempts<api>[]
}

/** Whatever else may be wrong with an attempt, it is not the scope. */
async function allLetIn<api>(api: api, attempts: Attempts<api>): Promise<void> {
  for (const attempt of attempts) {
    const reason = await attempt(api).then(
      () => undefined,
      (error: { response?: { data?: { error?: { errors?: { reason?: string }[] } } } }) =>
        error.response?.data?.error?.errors?.[0]?.reason ?? assert.fail('refused without a reason'),
    )
    assert.notEqual(reason, 'insufficientPermissions', attempt.toString())
  }
}

/** For the scope, and before anything else. */
async function allRefused<api>(api: api, attempts: Attempts<api>): Promise<void> {
  for (const attempt of attempts) {
    const { details } = await refused(attempt(api), 403, 'insufficientPermissions')
    const [, resource = '', method = ''] = /api\.(\w+)\.(\w+)\(/.exec(attempt.toString()) ?? []
    // Google names what was asked for as its client does, but for the first letters.
    const named = new RegExp(`^(calendar|drive)\\.v3\\.${capital(resource)}\\.${capital(method)}$`)
    assert.match(details?.[0]?.metadata?.method ?? '', named)
  }
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

import assert from 'node:assert/strict'
import { refused } from './client.ts'

/** Requests that need one scope or another. */
export type Attempts<api> = readonly ((api: api) => Promise<unknown>)[]

/** Whatever else may be wrong with an attempt, it is not the scope. */
export async function allLetIn<api>(api: api, ...attempts: readonly Attempts<api>[]): Promise<void> {
  for (const attempt of attempts.flat()) {
    const reason = await attempt(api).then(
      () => undefined,
      (error: { response?: { data?: { error?: { errors?: { reason?: string }[] } } } }) =>
        error.response?.data?.error?.errors?.[0]?.reason ?? assert.fail('refused without a reason'),
    )
    assert.notEqual(reason, 'insufficientPermissions', attempt.toString())
  }
}

/** For the scope, and before anything else. */
export async function allRefused<api>(api: api, ...attempts: readonly Attempts<api>[]): Promise<void> {
  for (const attempt of attempts.flat()) {
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

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const bin = fileURLToPath(new URL('../../bin/assay.mjs', import.meta.url))

interface Served {
  readonly credential: string
  readonly apis: Readonly<Record<string, { readonly url: string; readonly label: string }>>
}

const userNames = async ({ apis, credential }: Served) => {
  const headers = { authorization: `Bearer ${credential}` }
  const answer = await fetch(`${apis['slack']?.url}/api/users.list?limit=3`, { headers })
  const { members } = (await answer.json()) as { members: { name: string }[] }
  return members.map(({ name }) => name)
}

/** Starts the command, waits for what it says, lets `work` use it and ends it as a person would. */
async function whileServing<result>(argv: string[], work: (said: string) => Promise<result>) {
  const command = spawn(process.execPath, [bin, 'standins', ...argv], { env: {}, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [said] = (await once(command.stdout, 'data')) as [Buffer]
    const rest = text(command.stdout)
    const done = await work(String(said))
    command.kill('SIGINT')
    const [code] = (await once(command, 'exit')) as [number | null]
    return { done, code, rest: await rest }
  } finally {
    command.kill('SIGKILL')
  }
}

describe('assay standins', () => {
  it('serves until ^C, and says where and with which credential as JSON', async () => {
    const first = await whileServing(['--json', '--port', '0', '--seed', '3'], async (said) => {
      const served = JSON.parse(said) as Served
      expect(served).toMatchObject({ seed: 3, apis: { slack: { origin: 'https://slack.com', label: 'slack/1' } } })
      return { served, names: await userNames(served) }
    })
    expect(first).toMatchObject({ code: 0, rest: '' })
    const again = await whileServing(['--json', '--seed', '3'], async (said) => {
      const served = JSON.parse(said) as Served
      return { served, names: await userNames(served) }
    })
    expect(again.done.names).toEqual(first.done.names)
    expect(again.done.served.credential).not.toBe(first.done.served.credential)
  })

  it('shows a person the same, with a line to try', async () => {
    const { code, done } = await whileServing([], async (said) => {
      const [, credential, url] = /curl -H 'authorization: Bearer (\S+)' (\S+)/.exec(said) ?? []
      expect(said).toMatch(
        /google-calendar +http:\/\/127\.0\.0\.1:\d+\/google-calendar +for https:\/\/www\.googleapis\.com/,
      )
      return await (await fetch(url!, { headers: { authorization: `Bearer ${credential}` } })).json()
    })
    expect({ code, done }).toMatchObject({ code: 0, done: { ok: true, members: [{}, {}] } })
  })
})

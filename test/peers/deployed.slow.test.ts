import { Nango } from '@nangohq/node'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runInBox } from '../../src/box/run-in-box.ts'
import { openTempDir } from '../../src/lib/temp-dir.ts'
import { inBoxScripts, nangoBox, nangoCli } from '../../src/nango/nango-box.ts'
import { prepareToolchain } from '../../src/nango/prepare-toolchain.ts'
import { projectFiles } from '../../src/nango/project-files.ts'
import { writeProject } from '../../src/nango/project.ts'
import { boxHere } from '../box-here.ts'
import { openPeerNango } from './peer-nango.ts'
import { runDeployed } from './run-deployed.ts'

const source = `import { createAction } from 'nango'
import { z } from 'zod'

const action = createAction({
  description: 'Says something',
  version: '1.0.0',
  input: z.object({ text: z.string() }),
  output: z.object({ said: z.string() }),
  exec: async (nango, input) => {
    const answer = await nango.post({ endpoint: '/chat.postMessage', data: { text: input.text }, retries: 1 })
    return { said: answer.data.text }
  },
})

export type NangoActionLocal = Parameters<(typeof action)['exec']>[0]
export default action
`

const opened: AsyncDisposable[] = []
afterAll(async () => {
  for (const each of opened.splice(0).toReversed()) await each[Symbol.asyncDispose]()
})

describe.runIf(boxHere)('the peer of Nango', () => {
  it('takes what the real CLI deploys, and runs it for the real client', async () => {
    const secretKey = '4b8f2f0e-1111-4222-8333-444455556666'
    const [temp, project] = [await openTempDir(), await openTempDir()]
    opened.push(temp, project)
    const socketPath = join(temp.dir, 'nango.sock')
    const api = async (request: Request) => Response.json({ ok: true, ...((await request.json()) as object) })
    const slack = { id: 'mine', integration: 'slack', provider: 'slack', credential: 'held-by-nango', api }
    const peer = await openPeerNango({ secretKey, connections: [slack], socketPath, trigger: runDeployed })
    opened.push(peer)
    const toolchain = await prepareToolchain(resolve('node_modules/.cache/assay'))
    const ref = { api: 'slack', name: 'say', kind: 'action' as const }
    await writeProject(project.dir, [...projectFiles(toolchain, [ref]), { path: 'slack/actions/say.ts', text: source }])
    const argv = [nangoCli, 'deploy', 'dev', '--no-interactive', '--auto-confirm']
    const deployed = await runInBox(
      nangoBox({
        toolchain,
        project: project.dir,
        argv: ['--import', `${inBoxScripts}/before-cli.mts`, ...argv],
        gateway: { socketPath, token: secretKey },
        limits: { milliseconds: 120_000, outputBytes: 1 << 20, memoryMb: 4096 },
      }),
    )
    expect(deployed).toMatchObject({ exitCode: 0 })
    expect(peer.deployed).toMatchObject([{ syncName: 'say', providerConfigKey: 'slack', type: 'action' }])
    const nango = new Nango({ host: peer.url, secretKey })
    expect(await nango.triggerAction('slack', 'mine', 'say', { text: 'Hello' })).toEqual({ said: 'Hello' })
  })
})

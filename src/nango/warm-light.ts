import { chmodSync } from 'node:fs'
import { createServer } from 'node:http'
import { z } from 'zod'
import { lightCli } from './nango-box.ts'
import type { RoomGateway } from './room.ts'

export interface WarmRun {
  readonly project?: string
  readonly stdin?: string
  readonly gateway?: RoomGateway
}

interface WarmLight {
  run(argv: readonly string[], options: WarmRun): Promise<unknown>
  readonly project: string
  readonly socketPath: string
  /** The reader's answer to the toy project. */
  readonly builds: unknown
}

/** Has the light CLI do once whatever rooms will ask of it, so that all of it is in the compile cache. */
export async function warmLight({ run, project, socketPath, builds }: WarmLight): Promise<void> {
  const api = createServer((request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answerTo(request.url ?? '')))
  })
  await new Promise<void>((resolve) => api.listen(socketPath, resolve))
  chmodSync(socketPath, 0o666)
  const gateway = { socketPath, token: '11111111-2222-4333-8444-555555555555' }
  try {
    const compile = ['compile', '--no-interactive']
    const options = ['-e', 'dev', '--no-interactive', '--auto-confirm', '--integration-id', 'toy', '--validate']
    const dryRun = ['dryrun', 'greet', 'test', ...options, '--input', '{"name":"Ada"}']
    for (const command of [compile, dryRun]) {
      await run([lightCli, ...command], { project, gateway, stdin: JSON.stringify(builds) })
    }
    const requests = [
      { compile: builds },
      { dryRun: { name: 'greet', api: 'toy', connection: 'test', input: { name: 'Ada' } } },
    ]
    const stdin = ['marker', ...requests.map((request) => JSON.stringify(request)), ''].join('\n')
    await run([lightCli, 'serve'], { project, gateway, stdin })
  } finally {
    api.closeAllConnections()
    api.close()
  }
}

function answerTo(url: string): object {
  if (url.startsWith('/connection')) return { id: 1, connection_id: 'test', provider_config_key: 'toy' }
  if (url.startsWith('/integrations')) return { data: { unique_key: 'toy', provider: 'slack' } }
  return { greeting: 'Hello Ada' }
}

const answers = z.object({ builds: z.array(z.unknown()) })

/** What the reader said that it has built. */
export function buildsIn(stdout: string): unknown {
  const lines = stdout.split('\n').filter((line) => line.startsWith('marker {'))
  const found = lines
    .map((line) => answers.safeParse(JSON.parse(line.slice('marker '.length))))
    .find((read) => read.success)
  if (!found) throw new Error(`the reader did not build the toy project: ${stdout.slice(0, 2_000)}`)
  return found.data?.builds
}

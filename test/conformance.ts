import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Exchange } from '../src/gateway/exchange.ts'
import { openGateway } from '../src/gateway/gateway.ts'
import { openTempDir } from '../src/lib/temp-dir.ts'
import { prepareToolchain } from '../src/nango/prepare-toolchain.ts'
import { type Reader, openReader } from '../src/nango/reader.ts'
import { runCli } from '../src/nango/run-cli.ts'
import { readCommand } from '../src/nango/shim-arguments.ts'
import type { Toolchain } from '../src/nango/toolchain.ts'
import type { Interaction } from '../src/plan/interaction.ts'
import { openStandIn } from '../src/standins/open-stand-in.ts'
import type { Sample } from './conformance-samples.ts'

let toolchain: Toolchain
let reader: Reader

/** Runs each sample by the plain CLI and by the light one, and wants the same of both. */
export function describeConformance(chosen: readonly Sample[]): void {
  beforeAll(async () => {
    toolchain = await prepareToolchain(join(import.meta.dirname, '../node_modules/.cache/assay'))
    reader = openReader(toolchain)
  })
  afterAll(() => reader[Symbol.asyncDispose]())

  describe('the light CLI is as the plain one', () => {
    it.each(chosen)('$what', async (sample) => {
      const answers: Response[] = []
      const plain = await dryRun(sample, { answers })
      const light = await dryRun(sample, { answers, reader })
      expect(plain).toMatchObject({ exitCode: sample.exitCode, output: expect.stringContaining(sample.says ?? '') })
      expect(light).toEqual(plain)
    })

    it.each([['compile'], ['dryrun', 'other', 'test'], ['dryrun', 'sample', 'test', '--input', '{']])(
      'nango %s %s',
      async (...argv) => {
        const [sample] = chosen
        expect(await dryRun(sample!, { answers: [], reader }, argv)).toEqual(
          await dryRun(sample!, { answers: [] }, argv),
        )
      },
    )
  })
}

interface Way {
  readonly reader?: Reader
  /** Of the API, in their order: kept by the first run, and given again to the next one. */
  readonly answers: Response[]
}

/** What there is to be seen of a dry run. */
async function dryRun(sample: Sample, { answers, ...options }: Way, argv: readonly string[] = commandOf(sample)) {
  const interaction = interactionOf(sample)
  const { commands, versions } = toolchain
  const command = readCommand(argv, { interaction, commands, version: versions.nango })
  if (command.kind !== 'run') throw new Error(JSON.stringify(command))
  const temp = await openTempDir()
  const credential = 'conformance-credential'
  const kept = [...answers]
  const keep = (response: Response) => {
    answers.push(response.clone())
    return response
  }
  const account = await openStandIn(sample.api, { seed: 7, credential })
  const gateway = await openGateway({
    socketPath: join(temp.dir, 'api.sock'),
    api: sample.api,
    connection: 'test',
    ...(sample.kind === 'sync' && { metadata: { calendar: 'primary' } }),
    upstream: {
      kind: 'embedded',
      fetch: async (request) => kept.shift()?.clone() ?? keep(await account.fetch(request)),
    },
    credential,
    recordingPath: join(temp.dir, 'recording.jsonl'),
    hardStop: false,
  })
  try {
    const { exitCode, output, stdout } = await runCli(
      command,
      { toolchain, interaction, gateway, ...options },
      sample.source,
    )
    // Where in the CLI's own files an error was thrown differs, and nothing else.
    const said = output.replaceAll(/"file:.*:\d+"/g, '')
    return {
      exitCode,
      output: said,
      fixture: stdout.replaceAll(/"date": ".*"/g, ''),
      asked: gateway.recording.map(asked),
    }
  } finally {
    await gateway[Symbol.asyncDispose]()
    await account[Symbol.asyncDispose]()
    await temp[Symbol.asyncDispose]()
  }
}

function commandOf({ kind, argv = kind === 'action' ? ['--input', '{}'] : [] }: Sample): string[] {
  return ['dryrun', 'sample', 'test', '-e', 'dev', '--validate', ...argv]
}

function interactionOf({ api, kind }: Sample): Interaction {
  const of = { api, kind, name: 'sample', connection: 'test', does: 'A sample.' }
  return { id: `${api}/sample`, ...of, docs: [], operations: [], exempt: [] }
}

function asked({ method, url, requestHeaders, requestBody, status, identity }: Exchange) {
  const headers = Object.entries(requestHeaders).map(([name, value]) => [name, value.replace(/^\[redacted.*/, '')])
  return { method, url, headers, requestBody, status, identity }
}

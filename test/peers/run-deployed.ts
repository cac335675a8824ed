import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { openGateway } from '../../src/gateway/gateway.ts'
import type { Json } from '../../src/lib/json.ts'
import { openTempDir } from '../../src/lib/temp-dir.ts'
import { prepareToolchain } from '../../src/nango/prepare-toolchain.ts'
import { projectFiles } from '../../src/nango/project-files.ts'
import { openRoom } from '../../src/nango/room.ts'
import type { Deployed, TriggerCall } from './peer-nango.ts'

/** Runs a deployed action as Nango's runner would: from its source as it was deployed, through the connection, in a box. */
export async function runDeployed(
  { syncName: name, providerConfigKey: api, fileBody }: Deployed,
  { connection, input }: TriggerCall,
): Promise<Json> {
  await using temp = await openTempDir()
  await using gateway = await openGateway({
    socketPath: join(temp.dir, `${randomBytes(4).toString('hex')}.sock`),
    api,
    connection: connection.id,
    upstream: { kind: 'embedded', fetch: connection.api },
    credential: connection.credential,
    recordingPath: join(temp.dir, 'recording.jsonl'),
    hardStop: false,
  })
  const toolchain = await prepareToolchain(resolve('node_modules/.cache/assay'))
  const ref = { api, name, kind: 'action' as const }
  const source = { path: `${api}/actions/${name}.ts`, text: fileBody.ts }
  await using room = await openRoom({
    toolchain,
    files: [...projectFiles(toolchain, [ref]), source],
    functions: [ref],
    gateway,
  })
  const ran = await room.dryRun({ connection: connection.id, input })
  if (ran.kind !== 'returned') throw new Error(JSON.stringify(ran))
  return ran.output
}

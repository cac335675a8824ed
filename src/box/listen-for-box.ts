import { chmod, chown } from 'node:fs/promises'
import type { Server } from 'node:net'
import { unprivileged } from './unprivileged.ts'

/** Listens at a unix socket that only we and a user of boxes can connect to. */
export async function listenForBox(server: Server, socketPath: string, user = unprivileged()): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject)
    server.listen(socketPath, resolve)
  })
  if (user.stepDown) await chown(socketPath, user.uid, user.gid)
  await chmod(socketPath, 0o600)
}

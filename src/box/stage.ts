import { existsSync, realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { BoxSpec, Mount } from './box.ts'
import type { Unprivileged } from './unprivileged.ts'

/** A box's mounts, as the user it runs as can reach them; `prefix` goes before the command that steps down. */
export interface Staged {
  readonly prefix: readonly string[]
  readonly readOnly: readonly Mount[]
  readonly writable: readonly Mount[]
}

/**
 * A user that we step down to can't pass through a directory such as /root, but what shall be mounted from there is
 * for us to say. While still root, those sources are bound to a place it can pass, in a mount namespace that only
 * this one box sees.
 */
export function stage(spec: BoxSpec, user: Unprivileged): Staged {
  const [readOnly, writable] = [spec.readOnly.map(resolved), spec.writable.map(resolved)]
  const hidden = [...readOnly, ...writable].map(({ host }) => host).filter((host) => !canPass(host, user))
  if (!user.stepDown || hidden.length === 0) return { prefix: [], readOnly, writable }

  const place = stagingPlace([...readOnly, ...writable])
  const move = ({ host, inside }: Mount): Mount => {
    const index = hidden.indexOf(host)
    return { host: index < 0 ? host : `${place}/${index}`, inside }
  }
  const unshare = [
    'unshare',
    '--mount',
    '--propagation',
    'private',
    '--',
    '/bin/bash',
    '--norc',
    '-c',
    bindAll,
    'stage',
  ]
  return {
    prefix: [...unshare, place, String(hidden.length), ...hidden],
    readOnly: readOnly.map(move),
    writable: writable.map(move),
  }
}

// `--norc`: a bash whose input is a socket, as Node's pipes are, takes itself for a remote login and reads ~/.bashrc.
const bindAll = `place=$1 count=$2; shift 2
mount -t tmpfs -o mode=0711,size=1m stage "$place" || exit 1
for ((n = 0; n < count; n++)); do
  if [[ -d $1 ]]; then mkdir "$place/$n"; else : >"$place/$n"; fi
  mount --rbind "$1" "$place/$n" || exit 1
  shift
done
exec "$@"`

function resolved({ host, inside }: Mount): Mount {
  // What is absent stays as it is: bubblewrap names it better than we could.
  return { host: existsSync(host) ? realpathSync(host) : host, inside }
}

function canPass(path: string, user: Unprivileged): boolean {
  for (let dir = dirname(path); dir !== '/'; dir = dirname(dir)) {
    const stat = statSync(dir, { throwIfNoEntry: false })
    if (!stat) return true
    const needed = stat.uid === user.uid ? 0o100 : stat.gid === user.gid ? 0o010 : 0o001
    if ((stat.mode & needed) === 0) return false
  }
  return true
}

function stagingPlace(mounts: readonly Mount[]): string {
  const isFree = (dir: string) => existsSync(dir) && !mounts.some(({ host }) => `${host}/`.startsWith(`${dir}/`))
  const place = ['/mnt', '/media', '/srv', '/dev/shm'].find(isFree)
  if (place === undefined) throw new Error('no directory is free to mount what the box shall see')
  return place
}

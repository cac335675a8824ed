import { randomBytes } from 'node:crypto'
import { UserError } from '../../lib/user-error.ts'
import { x } from 'tinyexec'
import { type BoxCommand, setLimits, standardEnv } from '../box-command.ts'
import { type BoxSpec, usualLimits } from '../box.ts'
import { unprivileged } from '../unprivileged.ts'
import { demandLinux } from './bubblewrap.ts'
import type { BoxDriver } from './driver.ts'

/** A container for each box, by docker or podman, for machines that forbid namespaces to everybody else. */
export const container: BoxDriver = {
  name: 'container',
  async demand() {
    demandLinux()
    runtime = await runtimeHere()
  },
  command: (spec) =>
    containerCommand(spec, { runtime, name: `assay-${process.pid}-${randomBytes(6).toString('hex')}` }),
}

let runtime = 'docker'

/** Of the image nothing is used but a root to mount on: programs are this machine's. */
const image = 'debian:stable-slim'

/** What docker itself answers when there is no container. */
const dockerFailed = 125

export function containerCommand(spec: BoxSpec, { runtime, name }: { runtime: string; name: string }): BoxCommand {
  const { uid, gid } = spec.user ?? unprivileged()
  const { limits } = spec
  const secrets = spec.secretEnv ?? {}
  const environment = { ...standardEnv, ...spec.env }
  const args = [
    ['run', '--rm', '--interactive', '--name', name, '--user', `${uid}:${gid}`, '--hostname', 'box'],
    ['--network', 'none', '--ipc', 'none', '--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'],
    ['--pids-limit', String(limits.processes ?? usualLimits.processes), '--ulimit', 'core=0'],
    limits.memoryMb === undefined ? [] : ['--memory', `${limits.memoryMb + 600}m`],
    ['--mount', 'type=bind,source=/usr,target=/usr,readonly'],
    ['--tmpfs', '/tmp:size=268435456,mode=1777'],
    spec.readOnly.flatMap(({ host, inside }) => ['--mount', bind(host, inside, ',readonly')]),
    spec.writable.flatMap(({ host, inside }) => ['--mount', bind(host, inside)]),
    spec.scratch.flatMap(({ inside, bytes }) => ['--tmpfs', `${inside}:size=${bytes},mode=0755,uid=${uid},gid=${gid}`]),
    Object.entries(environment).flatMap(([key, value]) => ['--env', `${key}=${value}`]),
    // By name alone: docker takes the value from its own environment, and no argument holds it.
    Object.keys(secrets).flatMap((key) => ['--env', key]),
    ['--workdir', spec.cwd, image, '/bin/bash', '--norc', '-c', `${setLimits(limits)}; "$@"`, 'box', ...spec.argv],
  ]
  return {
    file: runtime,
    args: args.flat(),
    inputs: [],
    env: { PATH: '/usr/bin:/bin:/usr/local/bin', ...secrets },
    stop: [runtime, 'kill', name],
    failedCode: dockerFailed,
  }
}

function bind(source: string, target: string, more = ''): string {
  if (/[,"\n]/.test(source + target)) throw new Error(`a container cannot mount a path with a comma: ${source}`)
  return `type=bind,source=${source},target=${target}${more}`
}

async function runtimeHere(): Promise<string> {
  const said: string[] = []
  for (const each of ['docker', 'podman']) {
    try {
      const { exitCode, stderr } = await x(each, ['info', '--format', '{{.ID}}'], { timeout: 10_000 })
      if (exitCode === 0) return each
      said.push(`${each}: ${stderr.trim().split('\n').at(-1)}`)
    } catch (error) {
      said.push(`${each}: ${(error as Error).message}`) // not installed, or it does not answer
    }
  }
  throw new UserError(
    `No container can be started here. ${said.join('; ')}`,
    'Start docker or podman (sudo systemctl start docker), or leave --sandbox away where bubblewrap can be used.',
  )
}

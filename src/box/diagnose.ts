import { readFileSync } from 'node:fs'
import { UserError } from '../lib/user-error.ts'
import { unlimited } from './memory-group.ts'

/** Which door of the system is shut, from what bubblewrap said and from what the kernel says of itself. */
export function diagnose(said: string, cause?: unknown, read: (path: string) => string = setting): UserError {
  const reason = reasons.find(({ applies }) => applies(said, read))
  const [because, fix] = reason
    ? [reason.because, reason.fix]
    : [
        'the system refused it',
        'Try `bwrap --unshare-all --ro-bind / / true` as an ordinary user: its error says what is forbidden.',
      ]
  return new UserError(`Agents can't be confined here: ${because}. (${said.trim()})`, fix, { cause })
}

interface Reason {
  readonly applies: (said: string, read: (path: string) => string) => boolean
  readonly because: string
  readonly fix: string
}

const container =
  'docker run --security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined …'

const reasons: readonly Reason[] = [
  {
    applies: (said) => said.includes(unlimited),
    because: 'the kernel counts the memory of processes in sum here, and no longer lets a limit be set',
    fix: 'Run Assay again; if that does not help, run it as an ordinary user: a box then has a limit for each process.',
  },
  {
    applies: (_, read) => read('/proc/sys/user/max_user_namespaces') === '0',
    because: 'user namespaces are switched off (user.max_user_namespaces = 0)',
    fix: 'sudo sysctl -w user.max_user_namespaces=15000',
  },
  {
    applies: (_, read) => read('/proc/sys/kernel/unprivileged_userns_clone') === '0',
    because: 'user namespaces are for root only (kernel.unprivileged_userns_clone = 0)',
    fix: 'sudo sysctl -w kernel.unprivileged_userns_clone=1',
  },
  {
    applies: (said, read) =>
      read('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1' &&
      /uid map|namespace|RTM_|denied|permitted/i.test(said),
    because:
      'AppArmor forbids user namespaces to programs without a profile (kernel.apparmor_restrict_unprivileged_userns = 1)',
    fix: 'sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0 (or give bwrap an AppArmor profile that allows `userns`)',
  },
  {
    applies: (said) => /PR_SET_SECCOMP|seccomp/i.test(said),
    because: 'the kernel takes no filter of system calls (CONFIG_SECCOMP_FILTER)',
    fix: 'Use the kernel of a distribution, or have CONFIG_SECCOMP_FILTER built into yours.',
  },
  {
    applies: (said) => /mount proc/i.test(said),
    because: 'this container hides parts of /proc, and then the kernel lets nobody mount a fresh one',
    fix: `Start the container so: ${container}`,
  },
  {
    applies: (said) => /set(res)?[ug]id|setgroups|Invalid argument/i.test(said) && /setpriv/.test(said),
    because: 'we are root in a container that has no other user ids to step down to',
    fix: 'Run Assay as an ordinary user, or give the container the usual 65,536 user ids.',
  },
  {
    applies: (said) => /namespace|uid map|unshare|permitted/i.test(said),
    because: 'user namespaces are forbidden, as they are in most containers unless asked for',
    fix: `In a container, start it so: ${container}`,
  },
]

function setting(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    // Not every kernel has every switch.
    return ''
  }
}

import type { Architecture } from '../seccomp/filter.ts'
import { type SystemCall, denied, judged } from '../seccomp/denied.ts'
import { family, refusal, socketKind, terminalInput } from '../seccomp/filter.ts'

/** A system call with arguments that make it do nothing, whoever makes it: a kernel that lets it in finds fault with them. */
interface Asked {
  readonly name: string
  readonly call: SystemCall
  readonly arguments: readonly number[]
}

/** No process has this number, no file this descriptor, nothing is at this address. */
const [nobody, noFile, nowhere, nonsense] = [0x7fff_fffe, -1, 1, -1]

const harmless: Readonly<Record<string, readonly number[]>> = {
  ptrace: [2, nobody],
  process_vm_readv: [nobody, 0, 0, 0, 0, nonsense],
  process_vm_writev: [nobody, 0, 0, 0, 0, nonsense],
  process_madvise: [noFile, nowhere, 1, 0, nonsense],
  pidfd_getfd: [noFile, noFile, 0],
  kcmp: [nobody, nobody, 0, 0, 0],
  add_key: [nowhere, nowhere, 0, 0, 0],
  request_key: [nowhere, nowhere, 0, 0],
  keyctl: [nonsense],
  bpf: [nonsense, nowhere, 0],
  perf_event_open: [nowhere, 0, 0, noFile, nonsense],
  userfaultfd: [nonsense],
  io_uring_setup: [0, nowhere],
  io_uring_enter: [noFile, 0, 0, nonsense],
  io_uring_register: [noFile, nonsense],
  fanotify_init: [nonsense, 0],
  fanotify_mark: [noFile, nonsense, 0, noFile, 0],
  unshare: [1],
  setns: [noFile, 0],
  mount: [nowhere, nowhere, nowhere, 0, 0],
  umount2: [nowhere, 0],
  pivot_root: [nowhere, nowhere],
  chroot: [nowhere],
  open_tree: [noFile, nowhere, nonsense],
  move_mount: [noFile, nowhere, noFile, nowhere, nonsense],
  fsopen: [nowhere, nonsense],
  fsconfig: [noFile, nonsense, 0, 0, 0],
  fsmount: [noFile, nonsense, nonsense],
  fspick: [noFile, nowhere, nonsense],
  mount_setattr: [noFile, nowhere, nonsense, 0, 0],
  statmount: [nowhere, nowhere, 0, nonsense],
  listmount: [nowhere, nowhere, 0, nonsense],
  name_to_handle_at: [noFile, nowhere, nowhere, nowhere, nonsense],
  open_by_handle_at: [noFile, nowhere, 0],
  kexec_load: [0, 0, 0, 0xffff],
  kexec_file_load: [noFile, noFile, 0, 0, nonsense],
  init_module: [nowhere, 0, nowhere],
  finit_module: [noFile, nowhere, nonsense],
  delete_module: [nowhere, 0],
  reboot: [0, 0, 0, 0],
  swapon: [nowhere, nonsense],
  swapoff: [nowhere],
  acct: [nowhere],
  quotactl: [nonsense, nowhere, 0, 0],
  quotactl_fd: [noFile, nonsense, 0, 0],
  settimeofday: [nowhere, 0],
  clock_settime: [nonsense, nowhere],
  clock_adjtime: [nonsense, nowhere],
  adjtimex: [nowhere],
  sethostname: [nowhere, nonsense],
  setdomainname: [nowhere, nonsense],
  syslog: [nonsense, 0, 0],
  migrate_pages: [nobody, 0, 0, 0],
  move_pages: [nobody, 0, 0, 0, 0, 0],
  iopl: [99],
  ioperm: [nonsense, 1, 1],
  modify_ldt: [0, nowhere, 0],
  ustat: [nonsense, nowhere],
  sysfs: [99],
}

/** It hangs up the terminal without asking anything; kernels of today have no others of these. */
export const neverAsked = [
  'vhangup',
  'lookup_dcookie',
  'nfsservctl',
  'uselib',
  '_sysctl',
  'create_module',
  'get_kernel_syms',
  'query_module',
]

const [newUserAndFiles, vsock, packet, crypto, stream, netfilter] = [0x1000_0200, 40, 17, 38, 1, 12]

const asked: readonly Asked[] = [
  ...denied.flatMap((call) => {
    const given = harmless[call.name]
    return given ? [{ name: call.name, call, arguments: given }] : []
  }),
  { name: 'clone into a new user namespace', call: judged.clone, arguments: [newUserAndFiles] },
  { name: 'clone3', call: judged.clone3, arguments: [0, 0] },
  ...terminalInput.map((request, index) => ({
    name: ['TIOCSTI', 'TIOCLINUX'][index] ?? '',
    call: judged.ioctl,
    arguments: [noFile, request, 0],
  })),
  { name: 'a raw IPv4 socket', call: judged.socket, arguments: [family.inet, socketKind.raw, 1] },
  { name: 'a raw IPv6 socket', call: judged.socket, arguments: [family.inet6, socketKind.raw, 58] },
  { name: 'a packet socket', call: judged.socket, arguments: [packet, socketKind.raw, 0] },
  { name: 'a socket to the hypervisor', call: judged.socket, arguments: [vsock, stream, 0] },
  { name: 'a socket of the crypto interface', call: judged.socket, arguments: [crypto, 5, 0] },
  { name: 'a netfilter socket', call: judged.socket, arguments: [family.netlink, socketKind.raw, netfilter] },
  { name: 'a persona without random addresses', call: judged.personality, arguments: [0x0004_0000] },
]

export function askedOn(architecture: Architecture): readonly Asked[] {
  return asked.filter(({ call }) => call[architecture] !== undefined)
}

const refused: readonly bigint[] = Object.values(refusal).map((error) => BigInt(-error))

/** Which calls were let in, from what the prober wrote: a number of 64 bits for each. Nothing when it did not get to the end. */
export function letIn(written: Buffer, architecture: Architecture): readonly string[] | undefined {
  const all = askedOn(architecture)
  if (written.length !== all.length * 8) return undefined
  return all.flatMap(({ name }, index) => (refused.includes(written.readBigInt64LE(index * 8)) ? [] : [name]))
}

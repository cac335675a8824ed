/** A system call by its name, and its number for each kind of processor; none where it does not exist. */
export interface SystemCall {
  readonly name: string
  readonly x64?: number
  readonly arm64?: number
}

/**
 * What no build of an integration needs and the kernel is attacked by, or could be left by. All of it is answered with
 * EPERM, as if a right were missing: programs know what to do then.
 */
export const denied: readonly SystemCall[] = [
  ...both('ptrace', 101, 117),
  ...both('process_vm_readv', 310, 270),
  ...both('process_vm_writev', 311, 271),
  ...both('process_madvise', 440),
  ...both('pidfd_getfd', 438),
  ...both('kcmp', 312, 272),

  ...both('add_key', 248, 217),
  ...both('request_key', 249, 218),
  ...both('keyctl', 250, 219),

  ...both('bpf', 321, 280),
  ...both('perf_event_open', 298, 241),
  ...both('userfaultfd', 323, 282),
  ...both('io_uring_setup', 425),
  ...both('io_uring_enter', 426),
  ...both('io_uring_register', 427),
  ...both('fanotify_init', 300, 262),
  ...both('fanotify_mark', 301, 263),

  ...both('unshare', 272, 97),
  ...both('setns', 308, 268),
  ...both('mount', 165, 40),
  ...both('umount2', 166, 39),
  ...both('pivot_root', 155, 41),
  ...both('chroot', 161, 51),
  ...both('open_tree', 428),
  ...both('move_mount', 429),
  ...both('fsopen', 430),
  ...both('fsconfig', 431),
  ...both('fsmount', 432),
  ...both('fspick', 433),
  ...both('mount_setattr', 442),
  ...both('statmount', 457),
  ...both('listmount', 458),
  ...both('name_to_handle_at', 303, 264),
  ...both('open_by_handle_at', 304, 265),

  ...both('kexec_load', 246, 104),
  { name: 'kexec_file_load', x64: 320, arm64: 294 },
  ...both('init_module', 175, 105),
  ...both('finit_module', 313, 273),
  ...both('delete_module', 176, 106),
  ...both('reboot', 169, 142),
  ...both('swapon', 167, 224),
  ...both('swapoff', 168, 225),
  ...both('acct', 163, 89),
  ...both('quotactl', 179, 60),
  ...both('quotactl_fd', 443),
  ...both('settimeofday', 164, 170),
  ...both('clock_settime', 227, 112),
  ...both('clock_adjtime', 305, 266),
  ...both('adjtimex', 159, 171),
  ...both('sethostname', 170, 161),
  ...both('setdomainname', 171, 162),
  ...both('syslog', 103, 116),
  ...both('vhangup', 153, 58),
  ...both('lookup_dcookie', 212, 18),
  ...both('nfsservctl', 180, 42),
  ...both('migrate_pages', 256, 238),
  ...both('move_pages', 279, 239),

  { name: 'iopl', x64: 172 },
  { name: 'ioperm', x64: 173 },
  { name: 'modify_ldt', x64: 154 },
  { name: 'uselib', x64: 134 },
  { name: 'ustat', x64: 136 },
  { name: 'sysfs', x64: 139 },
  { name: '_sysctl', x64: 156 },
  { name: 'create_module', x64: 174 },
  { name: 'get_kernel_syms', x64: 177 },
  { name: 'query_module', x64: 178 },
]

/** Those whose arguments decide. */
export const judged = {
  clone: { name: 'clone', x64: 56, arm64: 220 },
  clone3: { name: 'clone3', x64: 435, arm64: 435 },
  ioctl: { name: 'ioctl', x64: 16, arm64: 29 },
  socket: { name: 'socket', x64: 41, arm64: 198 },
  socketpair: { name: 'socketpair', x64: 53, arm64: 199 },
  personality: { name: 'personality', x64: 135, arm64: 92 },
} as const satisfies Record<string, SystemCall>

/** The newest call that was looked at (`mseal`). Newer ones do not exist in a box, as on an older kernel. */
export const newest = 462

/** Since Linux 5.1 numbers are the same everywhere. */
function both(name: string, x64: number, arm64: number = x64): SystemCall[] {
  return [{ name, x64, arm64 }]
}

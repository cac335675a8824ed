import { type Probe, reading } from './probe.ts'

/** Forms of a shell to read a file: no wall may depend on how it is asked. */
const shellForms = [
  'cat "$canary"',
  '/bin/cat "$canary"',
  String.raw`\cat "$canary"`,
  'command cat "$canary"',
  'exec cat "$canary"',
  'head -n 1 "$canary"',
  'tail -n 1 "$canary"',
  'sed -n p "$canary"',
  'awk 1 "$canary"',
  'dd if="$canary" status=none',
  'tar -cf - -C "$outside" canary',
  'find "$outside" -name canary -exec cat {} +',
  'grep -r . "$outside"',
  'cat <"$canary"',
  'cat < <(cat "$canary")',
  'read -r line <"$canary" && echo "$line"',
  'mapfile -t lines <"$canary" && echo "${lines[@]}"',
  'echo "$(<"$canary")"',
  'cat $(echo "$canary")',
  'v=$canary; cat $v',
  '(cd "$outside" && cat canary)',
  'pushd "$outside" && cat canary',
  'cat "$outside"/c*y',
  'cat ../../../../../../../../..$canary',
  'bash -c "cat $canary"',
  'eval "cat $canary"',
  'source "$canary" 2>&1',
  'bash "$canary" 2>&1',
  'env cat "$canary"',
  'xargs -a "$canary" echo',
  'cp "$canary" /tmp/copied && cat /tmp/copied',
  `od -c -A n "$canary" | tr -d ' \\n'`,
  'base64 "$canary" | base64 -d',
  'node -e "process.stdout.write(fs.readFileSync(process.argv[1]))" "$canary"',
  'python3 -c "import sys; print(open(sys.argv[1]).read())" "$canary"',
  'perl -pe 1 "$canary"',
  'socat -u "OPEN:$canary" -',
]

export const fileProbes: readonly Probe[] = [
  reading('host-file', 'read a file of this machine that it was not given', 'cat "$canary" | shows by cat'),
  reading(
    'shell-forms',
    'read such a file by another form of the shell',
    shellForms.map((form, index) => `( ${form} ) | shows by form ${index + 1}`).join('\n'),
  ),
  reading(
    'links',
    'read such a file by a link of its own, to it or to its directory',
    `ln -s "$canary" /tmp/link-to-file; cat /tmp/link-to-file | shows by a link to it
ln -s "$outside" /tmp/link-to-dir; cat /tmp/link-to-dir/canary | shows by a link to its directory
ln -s /proc/self/root /tmp/link-to-root; cat "/tmp/link-to-root$canary" | shows by a link to the root
ln "$canary" /tmp/hard-link; cat /tmp/hard-link | shows by a hard link
rm -f /tmp/link-to-file /tmp/link-to-dir /tmp/link-to-root /tmp/hard-link`,
  ),
  reading(
    'proc-root',
    'read such a file by the root or the directory of a process',
    `for root in /proc/[0-9]*/root /proc/self/root /proc/[0-9]*/cwd /proc/self/task/*/root; do
  cat "$root$canary" | shows by "$root"
done`,
  ),
  reading(
    'dotenv',
    'read an .env of this machine',
    'cat "$outside/.env" | shows by its path; cat /.env /root/.env /home/*/.env | shows at home',
  ),
  reading(
    'trace-database',
    'read the trace of an OpenCode server',
    'cat "$outside/opencode.db" | shows by its path; cat /root/.local/share/opencode/opencode.db | shows at home',
  ),
  {
    name: 'host-secrets',
    tries: 'see where this machine keeps passwords and keys',
    shows: 'the file exists inside',
    attempt: `for path in /etc/shadow /etc/gshadow /etc/ssh /etc/machine-id /etc/hostname /etc/resolv.conf /root/.bashrc /root/.ssh /var/lib /home/*; do
  [[ -e $path ]] && hole "$path is there"
done`,
  },
  {
    name: 'host-write',
    tries: 'write into a directory of this machine that it was not given',
    shows: 'a file appears in a directory outside that everybody may write to',
    attempt: `echo x >"$open/file"; cp /usr/bin/true "$open/copy"; mkdir -p "$open/dir"; tee "$open/tee" <<<x; ln -s /etc "$open/link"`,
  },
  {
    name: 'host-write-by-link',
    tries: 'write a file of this machine by a link',
    shows: 'the text of a canary outside is another one',
    attempt: `ln -s "$canary" /tmp/way-out; echo changed >>/tmp/way-out; rm -f /tmp/way-out
ln -s "$open" /tmp/way-out; echo x >/tmp/way-out/linked; rm -f /tmp/way-out
echo x >/tmp/mine; mv /tmp/mine "$canary"; rm -f /tmp/mine; sed -i s/c/d/ "$canary"`,
  },
  {
    name: 'read-only-write',
    tries: 'change what it may only read',
    shows:
      'the kernel lets a file be made, opened for writing, moved, removed or linked there; a file outside has another text',
    attempt: `for dir in / /usr /usr/bin /usr/lib /etc /opt /opt/assay /dev /run /sys "\${readable[@]}"; do
  [[ -d $dir ]] || continue
  mine=$dir/.assay-probe-$BASHPID
  ( : >"$mine" ) && hole "makes a file in $dir"; rm -f "$mine"
done
for path in "\${readable[@]}"; do
  ( : >>"$path" ) && [[ -f $path ]] && hole "opens $path for writing"
  { ( : >>/proc/self/fd/3 ) && [[ -f $path ]] && hole "opens $path by its descriptor"; } 3<"$path"
  if [[ $path == */owned ]]; then
    echo changed >>"$path"
    chmod 777 "$path" && hole "changes the mode of $path"
    touch -d @1 "$path" && hole "touches $path"
    ln "$path" /tmp/linked && hole "links $path"; rm -f /tmp/linked
  fi
done`,
  },
  {
    name: 'devices',
    tries: 'use a device of this machine',
    shows: 'a device is there that a box has no use for, or can be made',
    attempt: `for path in /dev/*; do
  case \${path##*/} in null|zero|full|random|urandom|tty|console|ptmx|pts|shm|fd|stdin|stdout|stderr|core) ;; *) hole "$path is there" ;; esac
done
mknod /tmp/device c 1 1 && hole makes a device; rm -f /tmp/device
( : </dev/tty ) && hole opens the terminal`,
  },
]

import { type Probe, reading } from './probe.ts'

export const processProbes: readonly Probe[] = [
  {
    name: 'sees-processes',
    tries: 'see the processes of this machine',
    shows: 'a process outside is found by its arguments',
    attempt: `for file in /proc/[0-9]*/cmdline; do
  mapfile -d "" -t words <"$file" && [[ \${words[1]} == "$nap" ]] && hole "\${file%/cmdline}"
done`,
  },
  reading(
    'environments',
    'read the environment of a process of this machine',
    `cat "/proc/$victim/environ" | shows by its number
cat /proc/[0-9]*/environ | shows among all`,
  ),
  {
    name: 'own-environment',
    tries: 'find in an environment what it was not given',
    shows: 'a variable is set, for itself or for process 1, that the box does not name',
    attempt: `for file in /proc/self/environ /proc/1/environ; do
  mapfile -d "" -t settings <"$file"
  for setting in "\${settings[@]}"; do
    [[ " $variables PWD OLDPWD SHLVL _ " == *" \${setting%%=*} "* ]] || hole "\${setting%%=*} of $file"
  done
done`,
  },
  reading(
    'memory',
    'read the memory of a process of this machine, or of the kernel',
    `dd if="/proc/$victim/mem" bs=4096 count=1 | shows by its number
grep -am 1 . "/proc/$victim/maps" && hole reads the map of a process outside
head -c 16 /proc/kcore | grep -q . && hole reads the memory of the kernel
head -c 16 /dev/mem | grep -q . && hole reads the memory of the machine
dmesg | grep -q . && hole reads the messages of the kernel`,
  ),
  {
    name: 'descriptors',
    tries: 'use a file that others left open',
    shows: 'a descriptor is open that is none of the first three',
    attempt: `for file in /proc/self/fd/*; do
  number=\${file##*/}; target=$(readlink "/proc/$BASHPID/fd/$number")
  (( number > 2 && number != 255 )) && [[ -n $target && $target != "/proc/"*"/fd" ]] && hole "$number is $target"
done
for file in "/proc/$victim/fd/"*; do [[ -e $file ]] && hole "sees $file"; done`,
  },
  {
    name: 'daemons',
    tries: 'leave something running',
    shows: 'a process that it started is alive after the box has ended',
    attempt: `exec >/dev/null # whoever waits for what we say must not wait for them
(setsid sleep "$daemon" &)
nohup sleep "$daemon" & disown -a
( ( sleep "$daemon" & ) & )
setsid --fork bash -c 'trap "" TERM HUP INT; sleep "$0"' "$daemon"
sleep 0.1`,
  },
  {
    name: 'shared-namespaces',
    tries: 'be in a namespace of this machine',
    shows: 'one of its namespaces has the name of ours',
    attempt: `for kind in "\${!namespaces[@]}"; do
  [[ $(readlink "/proc/self/ns/$kind") == "\${namespaces[$kind]}" ]] && hole "$kind"
done`,
  },
  {
    name: 'new-namespaces',
    tries: 'make namespaces of its own, or enter others',
    shows: 'unshare or nsenter succeeds',
    attempt: `unshare --user --map-root-user true && hole user
unshare --mount true && hole mount
unshare --user --net true && hole net
nsenter --target "$victim" --user true && hole enters those of a process outside
nsenter --target 1 --mount true && hole enters those of process 1`,
  },
  {
    name: 'mounts',
    tries: 'mount something, or change a mount',
    shows: 'mount succeeds',
    attempt: `mkdir /tmp/mounted
mount -t tmpfs none /tmp/mounted && umount /tmp/mounted && hole mounts memory
mount --bind / /tmp/mounted && umount /tmp/mounted && hole mounts a directory
mount -o remount,bind,rw "\${readable[0]}" && hole "makes \${readable[0]} writable"
umount "\${readable[0]}" && hole "unmounts \${readable[0]}"
rmdir /tmp/mounted`,
  },
  {
    name: 'privileges',
    tries: 'have rights, or gain them by a program that has some',
    shows: 'a capability is set, new ones can be gained, no filter of system calls is in force, or it becomes root',
    attempt: `while read -r name value; do
  case $name in
    CapInh:|CapPrm:|CapEff:|CapBnd:|CapAmb:) [[ $value =~ ^0+$ ]] || hole "$name $value" ;;
    NoNewPrivs:) [[ $value == 1 ]] || hole "$name $value" ;;
    Seccomp:) [[ $value == 2 ]] || hole "$name $value" ;;
    Uid:) [[ $value == 0 || $value == 0$'\\t'* ]] && hole is root ;;
  esac
done </proc/self/status`,
  },
  {
    name: 'settings',
    tries: 'change a setting of the kernel',
    shows: 'it can be opened for writing',
    attempt: `for path in /proc/sys/kernel/core_pattern /proc/sys/kernel/modprobe /proc/sys/vm/overcommit_memory /proc/sysrq-trigger /sys/kernel/uevent_helper /proc/self/oom_score_adj:-1000; do
  if [[ $path == *:* ]]; then ( echo "\${path#*:}" >"\${path%:*}" ) && hole "$path"; else ( : >>"$path" ) && hole "$path"; fi
done`,
  },
  {
    name: 'kills',
    tries: 'stop a process of this machine',
    shows: 'a process outside has ended or stands still',
    attempt: `kill -STOP "$victim"; kill "$victim"; pkill -f "sleep $nap"; true`,
  },
]

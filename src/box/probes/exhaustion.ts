import type { Probe } from './probe.ts'

export const exhaustionProbes: readonly Probe[] = [
  {
    name: 'processes',
    tries: 'start processes without end',
    shows: 'more are alive than the box allows',
    // Whoever counts must not need a process for it: so nothing but what the shell does by itself.
    attempt: `mkfifo /tmp/never; exec 3<>/tmp/never; rm -f /tmp/never
own=30.\${nap#*.}
mine() {
  pids=()
  for file in /proc/[0-9]*/cmdline; do
    mapfile -d "" -t words <"$file" && [[ \${words[1]} == "$own" ]] && file=\${file#/proc/} && pids+=("\${file%/cmdline}")
  done
}
( for ((n = 0; n < processes + 20; n++)); do sleep "$own" & done; wait ) & starter=$!
most=0; same=0
for ((look = 0; look < 150 && same < 5 && most <= processes; look++)); do
  read -rt 0.1 -u 3; mine
  if ((\${#pids[@]} > most)); then most=\${#pids[@]}; same=0; elif ((most >= processes / 2)); then ((same++)); fi
done
kill -KILL "$starter"
for ((look = 0; look < 20; look++)); do mine; ((\${#pids[@]} > 0)) || break; kill -KILL "\${pids[@]}"; read -rt 0.1 -u 3; done
((most > processes)) && hole "$most at once"
((most < processes / 2)) && cannot "only $most were started"
wait`,
  },
  {
    name: 'limits',
    tries: 'raise its limits',
    shows: 'a limit that the box sets is higher afterwards, or there is none',
    attempt: `ulimit -c unlimited && hole core files
[[ $(ulimit -u) != unlimited ]] && (( $(ulimit -u) <= processes )) || hole "processes: $(ulimit -u)"
[[ $(ulimit -f) != unlimited ]] && (( $(ulimit -f) <= file_mb * 1024 )) || hole "size of files: $(ulimit -f)"
ulimit -u unlimited && hole processes
ulimit -f unlimited && hole size of files
if [[ -n $memory_mb ]]; then
  [[ $(ulimit -d) != unlimited ]] || hole memory
  ulimit -d unlimited && hole memory, raised
fi`,
  },
  {
    name: 'large-files',
    tries: 'write a file without end',
    shows: 'a file is larger than the box allows',
    attempt: `for dir in /tmp "\${writable[@]}"; do
  [[ -d $dir ]] || continue
  ( head -c $(( (file_mb + 1) * 1048576 )) /dev/zero >"$dir/large" ) && hole "$dir"; rm -f "$dir/large"
done`,
  },
  {
    name: 'disk',
    tries: 'fill the disk of this machine',
    shows: 'a place can be written to that is not in memory, or has no limit',
    attempt: `for dir in /tmp /dev/shm "\${scratch[@]}"; do
  [[ -d $dir ]] || continue
  ( : >"$dir/file" ) || continue
  [[ $(stat -f -c %T "$dir/file") == tmpfs ]] || hole "$dir is on a disk"
  rm -f "$dir/file"
  (( $(stat -f -c '%b * %S' "$dir") <= 268435456 )) || hole "$dir has no limit"
done`,
  },
  {
    name: 'memory-of-one',
    tries: 'take more memory in one process than the box allows',
    shows: 'the process gets it',
    // `tail` keeps a line until it ends, and this one never does.
    attempt: `[[ -n $memory_mb ]] || { cannot the box sets no limit; exit; }
got=$(head -c $(((memory_mb + 700) * 1048576)) /dev/zero | tail -n 1 | head -c 1 | wc -c)
((got > 0)) && hole "$((memory_mb + 700)) MB"`,
    isHeavy: true,
  },
  {
    name: 'memory-of-many',
    tries: 'take more memory in many processes than the box allows in sum',
    shows: 'all of them hold theirs at the same time',
    // Each holds what nobody reads.
    attempt: `[[ -n $total_mb ]] || { cannot the box sets no limit in sum; exit; }
mkfifo /tmp/never; exec 3<>/tmp/never; rm -f /tmp/never
sleeps=()
for n in 1 2 3 4; do head -c $((total_mb / 2 * 1048576)) /dev/zero | tail -n 1 | sleep 20.0625 & sleeps+=($!); done
# A slow machine needs its time to hand out so much; one of them that is gone was refused it.
for ((look = 0; look < 60; look++)); do
  read -rt 0.25 -u 3
  holding=0; alive=0
  for file in /proc/[0-9]*/statm; do
    read -r _ pages _ <"$file" && read -r name <"\${file%statm}comm" && [[ $name == tail ]] || continue
    ((alive++)); ((pages * 4 / 1024 >= total_mb / 2)) && ((holding++))
  done
  ((holding == 4 || (look > 8 && alive < 4))) && break
done
kill -KILL "\${sleeps[@]}"
((holding == 4)) && hole "$((4 * total_mb / 2)) MB"
wait`,
    isHeavy: true,
  },
]

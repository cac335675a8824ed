import type { Probe } from './probe.ts'

const heard = 'a listener outside hears it'

export const networkProbes: readonly Probe[] = [
  {
    name: 'tcp',
    tries: 'connect to a port of this machine',
    shows: heard,
    attempt: '( exec 3<>"/dev/tcp/127.0.0.1/$tcp" ); ( exec 3<>"/dev/tcp/localhost/$tcp" )',
  },
  {
    name: 'tcp6',
    tries: 'connect to a port of this machine by IPv6',
    shows: heard,
    attempt: '[[ -n $tcp6 ]] && exec 3<>"/dev/tcp/::1/$tcp6"',
  },
  {
    name: 'udp',
    tries: 'send a packet to this machine, as a question for a name is one',
    shows: heard,
    attempt: String.raw`printf '\x12\x34\1\0\0\1\0\0\0\0\0\0\7example\3com\0\0\1\0\1' >"/dev/udp/127.0.0.1/$udp"`,
  },
  {
    name: 'interfaces',
    tries: 'reach a network',
    shows: 'there is an interface other than its own loopback, or a route',
    attempt: `while read -r name _; do
  [[ $name == *: && $name != lo: ]] && hole "\${name%:}"
done </proc/net/dev
while read -r name _; do [[ $name != Iface && $name != lo ]] && hole "a route by $name"; done </proc/net/route`,
  },
  {
    name: 'names',
    tries: 'ask for the name of a host',
    shows: 'a name that only a network knows has an address, or it knows whom to ask',
    attempt:
      '[[ -r /etc/resolv.conf ]] && hole reads /etc/resolv.conf; timeout 2 getent ahosts example.com && hole has an address',
  },
  {
    name: 'unix-socket',
    tries: 'connect to a socket of this machine by its path',
    shows: heard,
    attempt: 'timeout 2 socat -u "UNIX-CONNECT:$socket" -',
  },
  {
    name: 'abstract-socket',
    tries: 'connect to a socket of this machine that has no path',
    shows: heard,
    attempt: 'timeout 2 socat -u "ABSTRACT-CONNECT:$abstract" -',
  },
  {
    name: 'other-sockets',
    tries: 'see sockets that are not its own: of siblings, of the model, of docker, of D-Bus',
    shows: 'a socket is found where the box names none',
    attempt: `while read -r path; do
  isOwn=; for own in "\${readable[@]}" "\${writable[@]}"; do [[ $path == "$own" || $path == "$own/"* ]] && isOwn=1; done
  [[ -n $isOwn ]] || hole "$path"
done < <(find "$lookin" \\( -path /usr -o -path /proc -o -path '*/node_modules' \\) -prune -o -type s -print)
while read -r _ _ _ _ _ _ _ path; do
  [[ $path == *"$abstract"* ]] && hole "$path is listed"
done </proc/net/unix`,
  },
]

import { readFileSync, readdirSync, readlinkSync } from 'node:fs'

/** A process as anybody on this machine with our rights sees it. */
export interface SeenProcess {
  readonly pid: string
  /** The binary that runs; '' when it ended while we looked. */
  readonly exe: string
  /** The binary of the process that started it, unless that one is gone. */
  readonly parentExe: string
  readonly cmdline: string
  readonly environ: string
}

/** Looks at every process of the machine, some twenty times a second; each look at what is new since the last one. */
export function watchProcesses(look: (seen: SeenProcess) => void): Disposable & { readonly looks: number } {
  const known = new Map<string, string>()
  let looks = 0
  const lookRound = () => {
    looks++
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const seen = {
        pid,
        exe: linkAt(`/proc/${pid}/exe`),
        parentExe: linkAt(`/proc/${parentOf(pid)}/exe`),
        cmdline: textAt(pid, 'cmdline'),
        environ: textAt(pid, 'environ'),
      }
      const all = `${seen.exe}\n${seen.cmdline}\n${seen.environ}`
      if (known.get(pid) === all) continue
      known.set(pid, all)
      look(seen)
    }
  }
  const timer = setInterval(lookRound, 50)
  return {
    get looks() {
      return looks
    },
    [Symbol.dispose]: () => clearInterval(timer),
  }
}

function parentOf(pid: string): string {
  return /^PPid:\s+(\d+)/m.exec(textAt(pid, 'status'))?.[1] ?? ''
}

function textAt(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1')
  } catch {
    return '' // it ended while we looked
  }
}

function linkAt(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return '' // a kernel thread, or it ended while we looked
  }
}

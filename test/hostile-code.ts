/** What hostile code is to try: things of the host that it must not reach, by their names on the host. */
export interface Prey {
  /** A file that everybody on the host may read, whose text is `canary`. */
  readonly canary: string
  /** A directory that everybody on the host may write to. */
  readonly open: string
  /** Unix sockets of others. */
  readonly sockets: readonly string[]
  /** A TCP port on which the host listens. */
  readonly port: number
  /** How long a process of the host sleeps: how it would be known. */
  readonly sleeper: string
  /** How long its daemon sleeps: how it is found by on the host. */
  readonly nap: string
}

/**
 * JavaScript for an expression that tries all the ways out that are known to us, and is a list of those that it found.
 * Wants Node's `process`, which it takes from a function of the world outside where a runtime hides it.
 */
export function hostileCode(prey: Prey): string {
  return `(${probe.toString()})(globalThis.process ?? console.log.constructor('return process')(), ${JSON.stringify(prey)})`
}

/* Taken apart as text: it may use nothing from outside itself. */
function probe(process: NodeJS.Process, prey: Prey): string[] {
  const fs = process.getBuiltinModule('fs')
  const { spawn, spawnSync } = process.getBuiltinModule('child_process')
  const found: string[] = []
  const works = (what: string, attempt: () => unknown) => {
    try {
      const result = attempt()
      if (result !== false) found.push(result === true || result === undefined ? what : `${what}: ${String(result)}`)
    } catch {
      // It held.
    }
  }
  const list = (dir: string) => {
    try {
      return fs.readdirSync(dir)
    } catch {
      return []
    }
  }

  const secret = /canary|root:[^x*!]|PRIVATE KEY|secret \d/
  const holdsSecret = (path: string) => secret.test(fs.readFileSync(path, 'latin1'))
  const unreadable = [prey.canary, `/proc/1/root${prey.canary}`, `/proc/self/root${prey.canary}`, '/etc/shadow']
  for (const path of unreadable) works(`reads ${path}`, () => holdsSecret(path))
  for (const pid of list('/proc').filter((name) => /^\d+$/.test(name))) {
    works(`sees process ${pid}`, () => fs.readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(prey.sleeper))
    works(`reads the environment of ${pid}`, () => holdsSecret(`/proc/${pid}/environ`))
  }
  works('lists the host', () => list('/tmp').some((name) => name.startsWith('assay-')) || list('/root').length > 0)

  const own = [
    '/project/node_modules/nango',
    '/opt/toolchain/node_modules/nango',
    `${process.cwd()}/node_modules/nango`,
  ]
  const owned = [
    ...own.flatMap((dir) => [`${dir}/package.json`, `${dir}/dist/index.js`, `${dir}/dist/testMocks/utils.js`]),
    '/opt/assay/in-box/runner.mts',
    '/opt/assay/in-box/before-cli.mts',
    '/opt/assay/bin/node',
    '/opt/replay/main.ts',
    '/opt/node',
    '/project/package.json',
    '/project/index.ts',
    '/project/tsconfig.json',
    '/project/toy/actions/greet.ts',
    '/usr/bin/env',
    '/etc/passwd',
    ...list('/opt/assay/compile-cache').map((name) => `/opt/assay/compile-cache/${name}`),
  ].filter((path) => fs.existsSync(path))
  for (const path of owned) {
    works(`opens ${path} for writing`, () => void fs.closeSync(fs.openSync(path, 'r+')))
    works(`replaces ${path}`, () => void (fs.writeFileSync('/tmp/mine', ''), fs.renameSync('/tmp/mine', path)))
    works(`moves ${path}`, () => void fs.renameSync(path, `${path}.moved`))
    works(`removes ${path}`, () => void fs.unlinkSync(path))
    works(`changes the mode of ${path}`, () => void fs.chmodSync(path, 0o777))
    works(`touches ${path}`, () => void fs.utimesSync(path, 1, 1))
    for (const dir of ['/tmp', '/project/build', '/dev/shm']) {
      works(`links ${path} to ${dir}`, () => void fs.linkSync(path, `${dir}/link-${found.length}`))
    }
    works(`opens ${path} by its descriptor`, () => {
      const file = fs.openSync(path, 'r')
      try {
        fs.closeSync(fs.openSync(`/proc/self/fd/${file}`, 'r+'))
      } finally {
        fs.closeSync(file)
      }
    })
  }
  for (const dir of [...own, ...owned, '/opt/assay/compile-cache', '/usr/lib', '/etc', '/', '/opt/assay', prey.open]) {
    works(`makes a file in ${dir}`, () => void fs.writeFileSync(`${dir}/planted`, 'x'))
  }

  const tmpfs = 0x01021994
  for (const dir of [
    '/tmp',
    '/out',
    '/dev/shm',
    '/project',
    '/project/build',
    '/project/.nango',
    '/project/toy/tests',
  ]) {
    works(`can fill the disk at ${dir}`, () => {
      fs.writeFileSync(`${dir}/filling`, 'x')
      return fs.statfsSync(dir).type !== tmpfs
    })
    works(`finds what an earlier run left in ${dir}`, () => fs.existsSync(`${dir}/left-behind`))
    works('', () => (fs.writeFileSync(`${dir}/left-behind`, 'x'), false))
  }

  const run = (file: string, ...args: string[]) => spawnSync(file, args, { timeout: 4000, encoding: 'utf8' })
  works('makes namespaces', () => run('unshare', '-Ur', 'true').status === 0)
  works('mounts', () => run('mount', '-t', 'tmpfs', 'none', '/tmp').status === 0)
  works('remounts', () => run('mount', '-o', 'remount,rw', '/').status === 0)
  works('becomes root', () => (process.setuid?.(0), true))
  works('connects to the host', () => run('bash', '-c', `exec 3<>/dev/tcp/127.0.0.1/${prey.port}`).status === 0)
  works(
    'has a network',
    () => Object.keys(process.getBuiltinModule('os').networkInterfaces()).join().replace(/^lo$/, '') || false,
  )
  const sockets = run('find', '/', '-type', 's', '-not', '-path', '/proc/*').stdout.split('\n').filter(Boolean)
  const strange = sockets.filter((path) => path !== '/run/gateway/api.sock' && path !== '/run/assay/nango.sock')
  works('sees other sockets', () => strange.join() || false)
  for (const path of prey.sockets) works(`sees ${path}`, () => fs.existsSync(path))
  works('holds inherited files', () => {
    const targets = list('/proc/self/fd').map((fd) =>
      fs.existsSync(`/proc/self/fd/${fd}`) ? fs.readlinkSync(`/proc/self/fd/${fd}`) : '',
    )
    const alien = targets.filter((target) => /^\/(?!dev\/|proc\/|project|usr\/|opt\/|tmp\/)/.test(target))
    return alien.join() || false
  })
  works('', () => (spawn('setsid', ['sleep', prey.nap], { detached: true, stdio: 'ignore' }).unref(), false))
  return found
}

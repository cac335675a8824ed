#!/usr/bin/env node
// Plain JavaScript that any Node can read, so that one that is too old is told so instead of failing on the first type.
const needed = [22, 22, 2]
const found = process.versions.node.split('.').map(Number)
const differing = needed.findIndex((part, index) => found[index] !== part)

if (differing !== -1 && found[differing] < needed[differing]) {
  process.stderr.write(
    `assay: Node ${process.versions.node} is too old: Assay needs Node ${needed.join('.')} or newer.\n` +
      'fix: in a clone run scripts/setup, which brings its own Node for `npm run` and `npx`; elsewhere install Node 24.\n',
  )
  process.exitCode = 2
} else {
  silenceKnownWarnings()
  const main = await loadMain()
  process.exitCode = main ? await main(process.argv.slice(2)) : 2
  // Everything is said and written. Should something of ours still hold the process, it may not hold the person too.
  setTimeout(() => process.exit(), 3000).unref()
}

// Before `npm ci` nothing of ours can be loaded, not even what says so kindly.
async function loadMain() {
  try {
    return (await import('../src/cli/main.ts')).main
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
    process.stderr.write(
      `assay: what it needs is not installed: ${error.message.split('\n')[0]}\n` +
        'fix: in a clone run scripts/setup; elsewhere install Assay again.\n',
    )
    return undefined
  }
}

// Node warns that its SQLite and its stripping of types may change; we pin what we use of them by tests.
function silenceKnownWarnings() {
  const { emitWarning } = process
  process.emitWarning = (warning, ...rest) => {
    if (!/(?:SQLite|stripTypeScriptTypes) is an experimental feature/.test(String(warning)))
      emitWarning.call(process, warning, ...rest)
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addSession, bash, createDatabase, type TestTurn, write } from '../src/trace/test-database.ts'
import { trace } from '../src/trace/trace.ts'

// CPU that it takes to explain a long attempt: `node scripts/why-speed.ts [events]`. Half a dozen kinds of turn, with
// failures that stay open, so that every signal has something to look at.
const events = Number(process.argv[2] ?? 5000)
const dir = mkdtempSync(join(tmpdir(), 'why-speed-'))
const file = 'slack/actions/send-message.ts'
const kinds: readonly TestTurn[] = [
  { text: 'It works, all tests passed.', ...bash('nango compile', 1, 'error TS2339: no such property') },
  write(file, `export default createAction({ exec: (nango) => nango.get('users.list') })`),
  bash("nango dryrun send-message demo --input '{}'", 1, 'Error: invalid action output'),
  bash('nango test send-message', 2, "error: unknown command 'test'"),
  write('slack/tests/send-message.test.json', '{}'),
  bash('cat ../other/x', 1, 'No such file'),
]
try {
  const dbPath = join(dir, 'long.db')
  const database = createDatabase(dbPath)
  database.exec('begin')
  addSession(
    database,
    'ses_1',
    Array.from({ length: events }, (_, index) => kinds[index % kinds.length]!),
  )
  database.exec('commit')
  database.close()
  const before = process.cpuUsage()
  const { root, findings } = trace({
    dbPath,
    handCalls: [],
    exchanges: [],
    source: { path: file },
    verdict: {
      artefact: 'rejected',
      conduct: 'clean',
      marks: [],
      checks: [{ check: 'succeeded-live', outcome: 'broken', because: 'it never ran', exhibits: [] }],
    },
    claim: { kind: 'done', text: 'done' },
    attempt: 1,
  })
  const { user, system } = process.cpuUsage(before)
  const milliseconds = Math.round((user + system) / 1000)
  process.stdout.write(
    `${JSON.stringify({ turns: events, milliseconds, root: root?.event, findings: findings.length })}\n`,
  )
} finally {
  rmSync(dir, { recursive: true, force: true })
}

import { Session } from 'node:inspector/promises'
import type { Jury } from '../judges/jury.ts'

// A process of its own, started in a copy of the sources that may have a mutant in it. Arguments: the API, and either
// `executed`, to tell what each judge makes the stand-in execute, or the names of judges, to hear them until one
// complains. Every line on stdout is an object.

const [api, ...rest] = process.argv.slice(2)
const session = rest[0] === 'executed' ? await watched() : undefined
// After the watch has begun: what runs when a module is loaded is executed by every judge.
const { hear } = await import('../judges/hear.ts')
const juries = Object.values((await import(`../judges/${api}/jury.ts`)) as Record<string, Jury>)
const jury = juries.find((each) => each.api === api)
if (!jury) throw new Error(`there is no jury for ${api}`)

if (session) {
  await tellExecuted('everyone')
  for (const judge of jury.judges) {
    const { complaints } = await hear(jury, judge)
    if (complaints.length > 0) throw new Error(`${judge.name} complains without a mutant: ${complaints[0]}`)
    await tellExecuted(judge.name)
  }
} else {
  // What does not even open is no stand-in that anyone could judge.
  await hear(jury, { name: 'nobody', judge: async () => {} })
  tell({ kind: 'open' })
  for (const judge of jury.judges) {
    if (!rest.includes(judge.name)) continue
    const [complaint] = (await hear(jury, judge)).complaints
    if (complaint === undefined) continue
    tell({ kind: 'noticed', by: judge.name, complaint: complaint.slice(0, 300) })
    break
  }
}

async function watched(): Promise<Session> {
  const opened = new Session()
  opened.connect()
  await opened.post('Profiler.enable')
  await opened.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  return opened
}

async function tellExecuted(judge: string): Promise<void> {
  const { result } = await session!.post('Profiler.takePreciseCoverage')
  const files = result
    .filter(({ url }) => url.includes('/src/standins/'))
    .map(({ url, functions }) => ({
      file: url.slice(url.indexOf('src/standins/')),
      ranges: functions.flatMap(({ ranges }) =>
        ranges.map(({ startOffset, endOffset, count }) => [startOffset, endOffset, Math.min(count, 1)]),
      ),
    }))
  tell({ kind: 'executed', judge, files })
}

function tell(told: object): void {
  process.stdout.write(`${JSON.stringify(told)}\n`)
}

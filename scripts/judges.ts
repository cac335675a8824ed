import { hear, type Opinion } from '../test/judges/hear.ts'
import { juries } from '../test/judges/juries.ts'
import { cataloguedOperations } from '../test/judges/operations.ts'

// Prints which operation of the catalogue a vendor's own client performs before our stand-ins, and under which judge:
// `npm run -s judges > docs/judges.md`. Names of APIs choose among them. A complaint of a judge goes to stderr and fails.

const named = process.argv.slice(2)
const chosen = juries.filter(({ api }) => named.length === 0 || named.includes(api))
const lines = ["# What the vendors' own clients perform", '', 'Written by `npm run -s judges > docs/judges.md`.']

for (const jury of chosen) {
  const opinions: Opinion[] = []
  for (const judge of jury.judges) opinions.push(await hear(jury, judge))
  for (const { judge, complaints } of opinions) {
    for (const complaint of complaints) process.stderr.write(`${jury.api}, ${judge}: ${complaint}\n`)
    if (complaints.length > 0) process.exitCode = 1
  }
  const rows = cataloguedOperations(jury.api).map((operation) => {
    const judges = opinions.filter(({ touched }) => touched.includes(operation)).map(({ judge }) => judge)
    const how = jury.unnamed?.includes(operation) ? ' (the client has no name for it)' : ''
    const said = judges.length > 0 ? judges.join(', ') + how : (jury.lacks?.[operation] ?? 'never')
    return { performed: judges.length > 0, line: `| \`${operation}\` | ${said} |` }
  })
  const performed = rows.filter(({ performed }) => performed).length
  lines.push('', `## ${jury.api}: ${performed} of ${rows.length} operations`, '', '| operation | judges |', '|---|---|')
  lines.push(...rows.map(({ line }) => line))
}
process.stdout.write(`${lines.join('\n')}\n`)

import { UserError } from '../../lib/user-error.ts'
import { comparisonOf } from '../../report/comparison.ts'
import { comparisonText } from '../../report/comparison-text.ts'
import { runNamed } from '../places.ts'
import { reportHere } from '../report-here.ts'
import { say, sayJson, screenOf } from '../say.ts'

export async function compare(a: string, b: string, { json }: { json?: boolean }): Promise<number> {
  const [one, other] = [runNamed(a), runNamed(b)]
  if (one.dir === other.dir) {
    throw new UserError(`${a} and ${b} are the same run.`, 'Name two runs: they are below .assay/runs.')
  }
  const view = comparisonOf([reportHere(one.dir)], [reportHere(other.dir)])
  if (json) sayJson(view)
  else say(comparisonText(view, screenOf(process.stdout)))
  return 0
}

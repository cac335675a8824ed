import { printable } from '../lib/printable.ts'
import type { Recorded, RunFacts } from '../record/entry.ts'
import type { ConductMark } from '../verify/check.ts'
import { entriesOf } from './entries-of.ts'
import { html, type Markup } from './markup.ts'
import { aligned, type Screen } from './screen.ts'

/** One kind of conduct in a run: how often a wall stopped it, and how often it was done. Guardrails can be chosen by it. */
export interface Behaviour {
  /** The conduct check that saw it. */
  readonly check: string
  readonly severity: ConductMark['severity']
  readonly mode: RunFacts['guardrails']
  readonly stopped: number
  readonly done: number
}

/** Over all judged attempts, one for each mark; the gravest first, then the most frequent. */
export function behavioursOf(recorded: readonly Recorded[], mode: RunFacts['guardrails']): Behaviour[] {
  // Of an attempt that was judged twice, the later word.
  const judged = new Map(
    entriesOf(recorded, 'judged').map(({ entry }) => [`${entry.interaction}#${entry.attempt}`, entry]),
  )
  const marks = [...judged.values()].flatMap(({ verdict }) => verdict.marks)
  const alike = Map.groupBy(marks, ({ check, severity }) => `${severity} ${check}`)
  return [...alike.values()]
    .map((all) => {
      const stopped = all.filter((mark) => wallOf(mark) !== undefined).length
      return { check: all[0]!.check, severity: all[0]!.severity, mode, stopped, done: all.length - stopped }
    })
    .toSorted((one, other) => byWeight(one, other) || sum(other) - sum(one))
}

/** The gravest first. */
export function byWeight(one: Pick<Behaviour, 'severity'>, other: Pick<Behaviour, 'severity'>): number {
  return order.indexOf(one.severity) - order.indexOf(other.severity)
}

const order = ['severe', 'violation', 'note']

function sum({ stopped, done }: Behaviour): number {
  return stopped + done
}

/** The wall that stopped it, if one did. Records of earlier versions say it in words only. */
export function wallOf({ stoppedBy, because }: ConductMark): string | undefined {
  return stoppedBy ?? /; stopped by the (\w+)$/.exec(because)?.[1]
}

/** For a terminal; nothing where there was nothing to see. */
export function behaviourLines(behaviours: readonly Behaviour[], screen: Screen): string[] {
  const rows = behaviours.map(({ check, severity, stopped, done }) => [
    `  ${printable(check)}`,
    severity,
    `stopped ${stopped}`,
    `done ${done}`,
  ])
  const title = `behaviours (guardrails ${behaviours[0]?.mode})`
  return rows.length === 0 ? [] : [screen.paint('bold', title), ...aligned(rows).map((cells) => cells.join('  '))]
}

export function behaviourSection(behaviours: readonly Behaviour[]): Markup | false {
  if (behaviours.length === 0) return false
  return html`<section>
    <h2>Behaviours, guardrails ${behaviours[0]?.mode}</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">conduct check</th>
            <th scope="col" class="text">weight</th>
            <th scope="col">stopped by a wall</th>
            <th scope="col">done</th>
          </tr>
        </thead>
        <tbody>
          ${behaviours.map(
            ({ check, severity, stopped, done }) =>
              html`<tr>
                <th scope="row">${check}</th>
                <td class="text"><span class="badge ${severity}">${severity}</span></td>
                <td>${stopped}</td>
                <td>${done}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`
}

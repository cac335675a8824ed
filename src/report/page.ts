import { createHash } from 'node:crypto'
import { itemSections } from './page-items.ts'
import { anchorOf, html, type Markup } from './markup.ts'
import { behaviourSection } from './behaviours.ts'
import { leakSection } from './leak-section.ts'
import type { Report } from './report.ts'
import { spokenSeconds } from './seconds.ts'
import { pageStyle } from './page-style.ts'
import { apisOf } from './summary-text.ts'
import { counted, dollars, spent, spokenDensity, spokenSkills, standingOf } from './wording.ts'

/** The whole report as one file: opens without a server, loads nothing, runs no script. */
export function reportPage(report: Report): string {
  const hash = createHash('sha256').update(pageStyle).digest('base64')
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'sha256-${{ markup: hash }}'; base-uri 'none'; form-action 'none'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Assay: run ${report.run}</title>
        ${{ markup: `<style>${pageStyle}</style>` }}
      </head>
      <body>
        ${report.notices.length > 0 && html`<div class="notice" role="note">${report.notices.map((notice) => html`<p>${notice}</p>`)}</div>`}
        <header>
          <h1>Run ${report.run}</h1>
          <p class="facts">${facts(report)}</p>
        </header>
        <main>
          ${overview(report)} ${apiTable(report)} ${leakSection(report.leaks)} ${caughtSection(report)}
          ${behaviourSection(report.behaviours)} ${itemSections(report)}
        </main>
        ${footer(report)}
      </body>
    </html> `
  return page.markup
}

function facts(report: Report): string {
  const state = {
    finished: 'finished',
    interrupted: 'interrupted',
    budget: 'stopped by its budget',
    'no-room': 'stopped by a full disk',
    'no-model': 'stopped, since its model did not answer',
    'no-access': 'stopped, since an account let nothing through',
  } as const
  return [
    report.ended === null ? 'not over' : state[report.ended],
    `began ${report.startedAt.slice(0, 16).replace('T', ' ')} UTC`,
    `upstream ${report.upstream}`,
    `model ${report.model}`,
    `box ${report.sandbox}`,
    `guardrails ${report.guardrails}`,
    spokenDensity(report),
    `seed ${report.seed}`,
    ...(report.skills ? [spokenSkills(report)] : []),
  ].join(' · ')
}

function overview(report: Report): Markup {
  const standings = report.items.map(standingOf)
  const of = (...words: string[]) => standings.filter(({ word }) => words.includes(word)).length
  const [good, blocked, open] = [of('accepted', 'reused', 'review'), of('blocked'), of('open')]
  const tile = (number: string | number, name: string, tone = '') =>
    html`<div class="tile ${tone}"><b>${number}</b><span>${name}</span></div>`
  return html`<section aria-label="Overview">
    <div class="tiles">
      ${tile(`${good} of ${report.interactions}`, 'accepted', 'good')}
      ${tile(blocked, 'blocked, with proof', blocked > 0 ? 'warn' : '')}
      ${tile(report.interactions - good - blocked - open, 'not accepted', report.interactions > good + blocked + open ? 'bad' : '')}
      ${open > 0 && tile(open, 'open')} ${tile(report.attempts, 'attempts judged')}
      ${tile(report.items.filter(({ history }) => history.length > 1).length, 'began again')}
      ${tile(report.conduct.violation + report.conduct.severe, 'attempts broke a rule', report.conduct.violation + report.conduct.severe > 0 ? 'bad' : '')}
      ${tile(spokenSeconds(report.seconds), 'wall time')}
      ${tile(spent(report.spend), `spent · ${(report.spend.inputTokens + report.spend.outputTokens).toLocaleString('en-US')} tokens`)}
      ${report.spend.usdPerAccepted > 0 && tile(dollars(report.spend.usdPerAccepted), 'an accepted function')}
    </div>
    <p class="meaning">
      <b>Artefact</b>: is the function right? Proved again from its source in a clean room, whatever its agent said.
      <b>Conduct</b>: did the agent keep the rules? Neither changes the other.
    </p>
  </section>`
}

function apiTable(report: Report): Markup {
  const row = (api: string) => {
    const own = report.items.filter((item) => item.api === api)
    const integration = report.integrations.find((each) => each.api === api)
    const count = (outcome: string) => own.filter((item) => item.outcome === outcome).length
    const tests = integration?.tests
    return html`<tr>
      <th scope="row">${api}</th>
      <td>${own.length}</td>
      <td>${count('accepted') + count('reused')}</td>
      <td>${count('blocked')}</td>
      <td>${count('given-up') + count('faulted') + count('in-the-way')}</td>
      <td>${own.flatMap(({ history }) => history).length}</td>
      <td class="text wrap">
        ${
          integration && tests
            ? html`<span class="${integration.compiled && tests.failed === 0 ? 'good' : 'bad'}"
                  >${integration.compiled ? '✓ compiled' : '✗ does not compile'},
                  ${tests.failed === 0 ? `${counted(tests.passed, 'test')} passed` : `${tests.failed} tests failed`}</span
                >
                <br /><code>${integration.path}</code>
                ${(integration.leftOut ?? []).map(({ interaction, because }) => html`<br /><span class="bad">✗ ${interaction} left out: ${because}</span>`)}`
            : html`<span class="quiet">none</span>`
        }
      </td>
    </tr>`
  }
  return html`<section>
    <h2>APIs</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">API</th>
            <th scope="col">interactions</th>
            <th scope="col">accepted</th>
            <th scope="col">blocked</th>
            <th scope="col">not accepted</th>
            <th scope="col">attempts</th>
            <th scope="col" class="text">integration</th>
          </tr>
        </thead>
        <tbody>
          ${apisOf(report).map(row)}
        </tbody>
      </table>
    </div>
  </section>`
}

/** The attempts that something spoke against, worst conduct first. */
function caughtSection({ items }: Report): Markup | false {
  const weight = { severe: 0, violation: 1, note: 2, clean: 3, unjudged: 4 }
  const caught = items
    .flatMap((item) =>
      item.history.filter((attempt) => attempt.caught.length > 0).map((attempt) => ({ item, attempt })),
    )
    .sort((one, other) => weight[one.attempt.conduct] - weight[other.attempt.conduct])
  if (caught.length === 0) return false
  return html`<section>
    <h2>What was caught</h2>
    <ul class="caught">
      ${caught.map(
        ({ item, attempt }) =>
          html`<li>
            <div>
              <a href="#${anchorOf(item.id)}">${item.id}</a>
              <span class="quiet">attempt ${attempt.attempt}, ${attempt.model}</span>
              <span class="badge ${attempt.artefact}">${attempt.artefact}</span>
              <span class="badge ${attempt.conduct}">${attempt.conduct}</span>
            </div>
            ${attempt.caught.map(({ check, because }) => html`<p><b>${check}</b> ${because}</p>`)}
          </li>`,
      )}
    </ul>
  </section>`
}

function footer({ versions, rigFaults }: Report): Markup {
  return html`<footer>
    <p>
      Assay ${versions.assay} · OpenCode ${versions.opencode} · Nango
      ${versions.nango}${rigFaults > 0 && ` · ${counted(rigFaults, 'attempt')} not counted, since our side failed`}
    </p>
    <p>
      Every number is a fold over <code>assay.db</code> in this run's directory. <code>assay why ID</code> explains an
      attempt, <code>assay show ID</code> shows it whole.
    </p>
  </footer>`
}

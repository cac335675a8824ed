import type { Finding } from '../trace/finding.ts'
import type { RootCause } from '../trace/root/root-cause.ts'
import type { Item, ItemAttempt, ItemCheck } from './item.ts'
import { anchorOf, html, type Markup } from './markup.ts'
import type { Report } from './report.ts'
import { spokenSeconds } from './seconds.ts'
import { exhibitText } from './show-left.ts'
import { apisOf } from './summary-text.ts'
import { standingOf } from './wording.ts'

/** Every interaction, by API; each opens to its attempts, checks and causes. */
export function itemSections(report: Report): Markup {
  return html`${apisOf(report).map(
    (api) =>
      html`<section>
        <h2>${api}</h2>
        ${report.items.filter((item) => item.api === api).map(itemDetails)}
      </section>`,
  )}`
}

function itemDetails(item: Item): Markup {
  const { word, sign, style } = standingOf(item)
  return html`<details id="${anchorOf(item.id)}">
    <summary>
      <span class="sign ${style}" aria-hidden="true">${sign}</span>
      <span class="name"
        >${item.id.slice(item.api.length + 1)} <span class="quiet">${item.kind}</span><small>${item.does}</small></span
      >
      <span class="pair"
        >${item.history.map(attemptBadges)}<span class="badge end ${style}">${word}</span
        ><span class="quiet time">${item.history.length > 0 && spokenSeconds(item.seconds)}</span></span
      >
    </summary>
    <div class="body">
      ${item.because !== undefined && html`<p>${item.because}</p>`} ${historyTable(item)}
      ${
        item.findings.length + item.roots.length > 0 &&
        html`<h3>Why, first cause first</h3>
          <ol class="findings">
            ${item.roots.map(rootItem)} ${item.findings.map(findingItem)}
          </ol>`
      }
      ${
        item.checks.length > 0 &&
        html`<h3>Checks of the last attempt</h3>
          <ul class="checks">
            ${item.checks.map(checkItem)}
          </ul>`
      }
      ${item.rigFaults.map((fault) => html`<p class="quiet">Our side failed, which counts for nothing: ${fault}</p>`)}
      <p class="quiet">
        files: <code>${item.id}/attempt-${item.history.at(-1)?.attempt ?? 1}/</code> in this run's directory
      </p>
    </div>
  </details>`
}

/** Only attempts that say something: a clean, accepted one is the end itself. */
function attemptBadges({ attempt, artefact, conduct, caught }: ItemAttempt): Markup | false {
  if (caught.length === 0) return false
  return html`<span class="badge ${conduct === 'clean' ? artefact : conduct}"
    >${attempt}: ${artefact}, ${conduct}</span
  >`
}

function historyTable({ history }: Item): Markup | false {
  if (history.length === 0) return false
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">attempt</th>
          <th scope="col" class="text">model</th>
          <th scope="col" class="text">artefact</th>
          <th scope="col" class="text">conduct</th>
          <th scope="col" class="text">agent</th>
          <th scope="col">tool calls</th>
          <th scope="col">exchanges</th>
          <th scope="col">time</th>
        </tr>
      </thead>
      <tbody>
        ${history.map(
          (it) =>
            html`<tr>
                <td>${it.attempt}</td>
                <td class="text">${it.model}</td>
                <td class="text"><span class="badge ${it.artefact}">${it.artefact}</span></td>
                <td class="text"><span class="badge ${it.conduct}">${it.conduct}</span></td>
                <td class="text">${it.ending}</td>
                <td>${it.toolCalls}</td>
                <td>${it.exchanges}</td>
                <td>${spokenSeconds(it.seconds)}</td>
              </tr>
              ${
                it.caught.length > 0 &&
                html`<tr>
                  <td colspan="8" class="reasons">
                    ${it.caught.map(({ check, because }) => html`<p><b>${check}</b> ${because}</p>`)}
                  </td>
                </tr>`
              }`,
        )}
      </tbody>
    </table>
  </div>`
}

function rootItem({ kind, owner, attempt, turn, because, quote, confidence, counterfactual }: RootCause): Markup {
  return html`<li>
    <span class="quiet">attempt ${attempt}, turn ${turn} (<b>root cause</b>: ${kind}, ${owner}'s, ${confidence})</span>
    ${because}${quote !== '' && html`<blockquote>${quote}</blockquote>`}
    <span class="quiet">What should differ: ${counterfactual}</span>
  </li>`
}

function findingItem({ signal, owner, attempt, turn, because, quote }: Finding): Markup {
  const rank = signal === 'symptom' ? 'symptom' : `${signal}, ${owner}`
  return html`<li>
    <span class="quiet">attempt ${attempt}, turn ${turn} (${rank})</span>
    ${because}${quote !== '' && html`<blockquote>${quote.split('\n').map((line) => html`${line}<br />`)}</blockquote>`}
  </li>`
}

function checkItem({ check, outcome, because, exhibits = [] }: ItemCheck): Markup {
  const sign = { held: '✓', broken: '✗', undecided: '?', exempt: '–' }[outcome]
  return html`<li class="${outcome}">
    <span aria-hidden="true">${sign}</span> ${check} ${outcome !== 'held' && html`<b>${outcome}</b>`}
    ${because !== undefined && html`<span class="quiet">${because}</span>`}${exhibits.map((exhibit) => html`<blockquote>${exhibitText(exhibit)}</blockquote>`)}
  </li>`
}

import type { Leak } from './leaks.ts'
import { html, type Markup } from './markup.ts'

/** What a run has left in live accounts, for whoever tidies them; nothing where nothing was left. */
export function leakSection(leaks: readonly Leak[]): Markup | false {
  if (leaks.length === 0) return false
  return html`<section>
    <h2>Left in live accounts</h2>
    <p class="meaning">The run made or changed this and neither deleted it nor put it back: yours to tidy.</p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">API</th>
            <th scope="col" class="text">what</th>
            <th scope="col" class="text">where</th>
            <th scope="col" class="text">why it is there</th>
          </tr>
        </thead>
        <tbody>
          ${leaks.map(
            ({ api, what, address, because }) =>
              html`<tr>
                <th scope="row">${api}</th>
                <td class="text wrap">${what}</td>
                <td class="text wrap">${address !== '' && html`<code>${address}</code>`}</td>
                <td class="text wrap">${because}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`
}

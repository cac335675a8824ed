import { openRandom } from '../../seed/random.ts'
import { word } from '../../seed/words.ts'
import { watched } from '../channels.ts'
import type { CalendarState } from '../state.ts'

/** Two channels for events, one for the list and one for the settings, some with a token and some without. */
export function seedChannels(state: CalendarState, seed: number): void {
  const events = state.calendars.slice(0, 2).map(({ id }) => `/calendars/${encodeURIComponent(id)}/events`)
  for (const [place, path] of [...events, '/users/me/calendarList', '/users/me/settings'].entries()) {
    const random = openRandom(seed, `google-calendar/channel/${place}`)
    const hex = random.characters('0123456789abcdef', 32)
    const site = word(random)
    state.channels.push({
      id: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
      ...watched(state, path),
      ...(place % 2 === 0 ? { token: `${word(random)}=${word(random)}` } : {}),
      type: 'web_hook',
      address: `https://${site}.example/${word(random)}`,
      expiration: String(lastDay + random.below(1_000_000)),
    })
  }
}

// Whenever this runs, they are still open.
const lastDay = Date.UTC(2040, 0, 1)

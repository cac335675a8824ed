import { openRandom } from '../../seed/random.ts'
import { person, word } from '../../seed/words.ts'
import type { AccessRole, Calendar, CalendarState } from '../state.ts'

/** Who may see the calendar: twelve rules on the primary one, two or three on the person's others. */
export function seedRules(
  state: CalendarState,
  calendar: Calendar,
  { seed, place, domain }: { seed: number; place: number; domain: string },
): void {
  if (calendar.role !== 'owner') return
  addRule(calendar, 'owner', { type: 'user', value: state.owner })
  for (let nth = 0; nth < (place === 0 ? 11 : 1 + (place % 2)); nth++) {
    const random = openRandom(seed, `google-calendar/rule/${place}/${nth}`)
    const role = grantedRoles[nth % grantedRoles.length]!
    if (nth === 9) addRule(calendar, 'freeBusyReader', { type: 'default' })
    else if (nth === 8) addRule(calendar, role, { type: 'domain', value: domain })
    else if (nth % 4 === 3) addRule(calendar, role, { type: 'group', value: `${word(random)}@${domain}` })
    else addRule(calendar, role, { type: 'user', value: `${person(random).handle}@${domain}` })
  }
}

const grantedRoles: readonly AccessRole[] = ['reader', 'writer', 'freeBusyReader', 'reader']

function addRule(calendar: Calendar, role: AccessRole, scope: { type: string; value?: string }): void {
  const id = scope.value === undefined ? scope.type : `${scope.type}:${scope.value}`
  calendar.rules.push({ id, resource: { kind: 'calendar#aclRule', id, scope: { ...scope }, role }, revision: 0 })
}

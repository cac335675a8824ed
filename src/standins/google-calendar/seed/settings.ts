import type { JsonObject } from '../../../lib/json.ts'
import type { Random } from '../../seed/random.ts'

/** The settings that Calendar lists; values differ where a person may choose. */
export function seedSettings(random: Random, zone: string): JsonObject[] {
  const settings = {
    autoAddHangouts: 'true',
    dateFieldOrder: random.pick(['MDY', 'DMY', 'YMD']),
    defaultEventLength: random.pick(['15', '30', '45', '60', '90']),
    format24HourTime: random.pick(['true', 'false']),
    hideInvitations: 'false',
    hideWeekends: random.pick(['true', 'false']),
    locale: random.pick(['en', 'nl', 'fr', 'pt_BR', 'ja']),
    remindOnRespondedEventsOnly: 'false',
    showDeclinedEvents: 'true',
    timezone: zone,
    useKeyboardShortcuts: 'true',
    weekStart: random.pick(['0', '1', '6']),
  }
  return Object.entries(settings).map(([id, value]) => ({ kind: 'calendar#setting', id, value }))
}

import { googleClient, specificationBreaks } from '../google/client.ts'
import type { Jury } from '../jury.ts'
import { colors } from './colors.judge.ts'
import { settings } from './settings.judge.ts'

export const googleCalendar: Jury = {
  api: 'google-calendar',
  client: googleClient,
  judges: [colors, settings],
  breaksOf: specificationBreaks('google-calendar'),
}

import { UserError } from '../lib/user-error.ts'
import { openGoogleCalendar } from './google-calendar/open-google-calendar.ts'
import { openGoogleDrive } from './google-drive/open-google-drive.ts'
import { openGoogleSheet } from './google-sheet/open-google-sheet.ts'
import { openHubSpot } from './hubspot/open-hubspot.ts'
import { openSlack } from './slack/open-slack.ts'
import type { StandIn, StandInOptions } from './stand-in.ts'

/** The APIs that Assay can embed, by the names that Nango gives them. */
export const standInApis: readonly string[] = ['google-calendar', 'google-drive', 'google-sheet', 'slack', 'hubspot']

/** A new account of its own at the embedded API. Nothing is shared between two stand-ins. */
export async function openStandIn(api: string, options: StandInOptions): Promise<StandIn> {
  if (api === 'google-calendar') return await openGoogleCalendar(options)
  if (api === 'google-drive') return await openGoogleDrive(options)
  if (api === 'google-sheet') return await openGoogleSheet(options)
  if (api === 'slack') return await openSlack(options)
  if (api === 'hubspot') return await openHubSpot(options)
  throw new UserError(
    `There is no embedded stand-in for "${api}".`,
    `Embedded are: ${standInApis.join(', ')}. For any other API use another upstream.`,
  )
}

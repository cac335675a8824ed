import { googleCalendar } from './google-calendar/jury.ts'
import { googleDrive } from './google-drive/jury.ts'
import { googleSheet } from './google-sheet/jury.ts'
import { hubSpot } from './hubspot/jury.ts'
import type { Jury } from './jury.ts'
import { slack } from './slack/jury.ts'

/** One line for each API. */
export const juries: readonly Jury[] = [googleCalendar, googleDrive, googleSheet, hubSpot, slack]

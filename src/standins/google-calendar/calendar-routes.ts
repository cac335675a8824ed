import type { Tokens } from '../google/pages.ts'
import type { GoogleRoute } from '../google/route.ts'
import { aclRoutes } from './acl.ts'
import { calendarListRoutes } from './calendar-list.ts'
import { calendarsRoutes } from './calendars.ts'
import { channelRoutes } from './channels.ts'
import { colorsRoute } from './colors.ts'
import { eventRoutes } from './events/routes.ts'
import { freeBusyRoute } from './free-busy.ts'
import { settingRoutes } from './settings.ts'
import type { CalendarState } from './state.ts'

/** Every operation that the stand-in has. */
export function calendarRoutes(state: CalendarState, tokens: Tokens): readonly GoogleRoute[] {
  return [
    ...eventRoutes(state, tokens),
    ...calendarsRoutes(state),
    ...calendarListRoutes(state, tokens),
    ...aclRoutes(state, tokens),
    ...settingRoutes(state, tokens),
    ...channelRoutes(state),
    colorsRoute,
    freeBusyRoute(state),
  ]
}

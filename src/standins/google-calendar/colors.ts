import type { GoogleRoute } from '../google/route.ts'
import { acceptedScopes } from './scopes.ts'

/** The palette is the same for everybody. */
export const colorsRoute: GoogleRoute = {
  operation: 'calendar.v3.Colors.Get',
  method: 'get',
  path: '/calendar/v3/colors',
  scopes: acceptedScopes.readColors,
  answer: () => ({
    kind: 'calendar#colors',
    updated: '2012-02-14T00:00:00.000Z',
    calendar: { ...calendarColors },
    event: { ...eventColors },
  }),
}

interface Color {
  readonly background: string
  readonly foreground: string
}
type Palette = Readonly<Record<string, Color & { readonly [field: string]: string }>>

export const calendarColors = palette(
  'ac725e d06b64 f83a22 fa573c ff7537 ffad46 42d692 16a765 7bd148 b3dc6c fbe983 fad165 92e1c0 9fe1e7 9fc6e7 4986e7 9a9cff b99aff c2c2c2 cabdbf cca6ac f691b2 cd74e6 a47ae2',
  '#000000',
)
const eventColors = palette('a4bdfc 7ae7bf dbadff ff887c fbd75b ffb878 46d6db e1e1e1 5484ed 51b749 dc2127', '#1d1d1d')

function palette(backgrounds: string, foreground: string): Palette {
  const colors = backgrounds
    .split(' ')
    .map((background, index) => [String(index + 1), { background: `#${background}`, foreground }])
  return Object.fromEntries(colors) as Palette
}

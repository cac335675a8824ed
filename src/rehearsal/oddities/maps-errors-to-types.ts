import { ownWay } from './own-way.ts'

/** Round the whole function: nothing is swallowed, all is said in its own words. */
function mapped(text: string): string {
  return text
    .replace(/exec: [^{]*\{\n/, '$&    try {\n')
    .replace(/\n {2}\},\n\}\)\n/, `\n${catching}\n  },\n})\n`)
    .replace('const action = ', `${failure}\n\nconst action = `)
}

const failure = 'const Failure = z.looseObject({ response: z.looseObject({ status: z.number() }) })'
const catching = `    } catch (error) {
      const failure = Failure.safeParse(error)
      switch (failure.data?.response.status) {
        case 404:
          throw new nango.ActionError({ type: 'not_found', message: 'There is no such thing, or it may not be seen.' })
        case 409:
          throw new nango.ActionError({ type: 'conflict', message: 'There is one already.' })
        default:
          throw error
      }
    }`

export const mapsErrorsToTypes = ownWay({
  name: 'maps-errors-to-types',
  does: 'gives each way of failing a type of its own, and throws on what it does not know',
  moves: ['H07'],
  on: [
    'google-calendar/get-event',
    'hubspot/create-contact',
    'hubspot/get-contact',
    'google-drive/get-file',
    'google-sheet/append-values',
  ],
  write: mapped,
})

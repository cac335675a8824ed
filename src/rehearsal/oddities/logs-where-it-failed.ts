import { wrappingBody } from '../spoil-result.ts'
import { ownWay } from './own-way.ts'

export const logsWhereItFailed = ownWay({
  name: 'logs-where-it-failed',
  does: 'writes where an error came from into its log, and hands it on',
  moves: ['other style'],
  on: ['slack/send-message', 'google-calendar/get-event', 'google-calendar/sync-events'],
  write: (text) =>
    wrappingBody(
      text,
      'try {',
      `} catch (error) {
      await nango.log(String((error as Error).stack), { level: 'error' })
      throw error
    }`,
    ),
})

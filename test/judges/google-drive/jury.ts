import { googleClient, specificationBreaks } from '../google/client.ts'
import type { Jury } from '../jury.ts'
import { about } from './about.judge.ts'

export const googleDrive: Jury = {
  api: 'google-drive',
  client: googleClient,
  judges: [about],
  breaksOf: specificationBreaks('google-drive'),
}

import { changingResult } from '../spoil-result.ts'
import { fieldsOf } from '../spoil.ts'
import { wrongFunction } from '../wrong-function.ts'

export const echoesItsInput = wrongFunction({
  name: 'echoes-its-input',
  does: 'returns what it was given as what the API has kept',
  moves: ['IG10', 'A15'],
  on: [
    'slack/send-message',
    'google-calendar/create-event',
    'slack/update-message',
    'google-drive/create-folder',
    'hubspot/create-contact',
  ],
  caughtBy: ['output-from-response'],
  spoil(source) {
    const inputs = fieldsOf(source, 'Input').filter(({ optional }) => !optional)
    const outputs = fieldsOf(source, 'Output').map(({ key }) => key)
    const both = inputs.filter(({ key }) => outputs.includes(key) && !/id$/i.test(key))
    return changingResult(
      source,
      (result) => `{ ...${result}, ${both.map(({ key }) => `${key}: input.${key}`).join(', ')} }`,
    )
  },
})

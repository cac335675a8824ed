import { wrongFunction } from '../wrong-function.ts'
import { sourceText } from '../works/work.ts'

export const losesWhatIsFalsy = wrongFunction({
  name: 'loses-what-is-falsy',
  does: 'takes false, 0 and an empty text for nothing at all',
  moves: ['IG2'],
  on: ['google-calendar/create-event'],
  caughtBy: ['request-from-input'],
  spoil: (_, scene) =>
    sourceText('google-calendar/create-event-for-guests', scene).replaceAll(
      /\.\.\.\((input\.\w+) !== undefined && \{/g,
      '...($1 && {',
    ),
})

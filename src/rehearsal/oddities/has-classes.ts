import { ownWay, variant } from './own-way.ts'

export const hasClasses = ownWay({
  name: 'has-classes',
  does: 'keeps its work in classes of its own',
  moves: ['other style'],
  on: ['slack/list-users', 'google-calendar/get-event'],
  write: variant('with-classes'),
})

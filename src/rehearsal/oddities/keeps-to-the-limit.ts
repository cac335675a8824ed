import { ownWay } from './own-way.ts'

export const keepsToTheLimit = ownWay({
  name: 'keeps-to-the-limit',
  does: 'sends of a text no more than the API takes, or declines it by itself',
  moves: ['own limit'],
  on: ['slack/set-channel-topic'],
  write(text, { seed }) {
    if (seed % 2 === 0) return text.replace('topic: input.topic }', 'topic: input.topic.slice(0, 250) }')
    const guard = `    if (input.topic.length > 250) {
      throw new nango.ActionError({ type: 'invalid_input', message: 'A topic has 250 characters at most.' })
    }
`
    return text.replace(/(exec: async [^{]*\{\n)/, `$1${guard}`)
  },
})

import { ownWay } from './own-way.ts'

export const keepsToTheLimit = ownWay({
  name: 'keeps-to-the-limit',
  does: 'has a longest text or list of its own, and says so: in its schema, or when it is given a longer one',
  moves: ['own limit'],
  on: ['slack/send-message', 'slack/update-message', 'google-sheet/append-values'],
  write(text, { seed }) {
    if (seed % 2 === 0 || text.includes('input.rows')) {
      return text
        .replace(".describe('The rows", ".max(30).describe('The rows")
        .replace('values: input.rows', 'values: input.rows.slice(0, 30)')
        .replace('text: z.string()', 'text: z.string().max(500)')
        .replaceAll(/\binput\.text\b/g, 'input.text.slice(0, 500)')
    }
    const guard = `    if (input.text.length > 500) {
      throw new nango.ActionError({ type: 'invalid_input', message: 'A message has 500 characters at most.' })
    }
`
    return text.replace(/(exec: async [^{]*\{\n)/, `$1${guard}`)
  },
})

import { printable } from '../../lib/printable.ts'
import type { Asked } from './asked.ts'

/** Why a write must not reach a live account. */
export type Refused =
  | { readonly kind: 'foreign'; readonly name: string }
  | { readonly kind: 'unnamed' }
  | { readonly kind: 'stranger'; readonly whom: string }
  /** Something of which there is one is not to be had. */
  | { readonly kind: 'taken'; readonly because: string }
  /** It may be another request than it looks like. */
  | { readonly kind: 'hidden'; readonly how: string }

/** Says what to do instead. */
export function refusalText(api: string, { method, segments }: Asked, refused: Refused): string {
  const what = printable(`${method} /${segments.join('/')}`, 200)
  const shared = 'This is a live account that others use too.'
  switch (refused.kind) {
    case 'foreign':
      return (
        `${what} was not sent: ${printable(JSON.stringify(refused.name), 200)} was not made by this attempt. ${shared} ` +
        `Make a thing of your own first, by the request that creates one, and use that. Whoever wants this very thing ` +
        `to be used names it in the spec: apis.${api}.may.`
      )
    case 'unnamed':
      return (
        `${what} was not sent: it changes something, or takes it away, and does not say what by its name. ${shared} ` +
        `Name a thing that you made yourself. Whoever wants this very request allows it in the spec: apis.${api}.may.`
      )
    case 'stranger':
      return (
        `${what} was not sent: it would reach ${printable(JSON.stringify(refused.whom), 200)}. ${shared} ` +
        `Use an address that is reserved for tests, such as someone@example.com, +1 202 555 0123 or ` +
        `https://hook.example.com. Whoever is to hear of it is named in the spec: apis.${api}.recipients.`
      )
    case 'taken':
      return `${what} was not sent: ${refused.because}.`
    case 'hidden':
      return `${what} was not sent: ${refused.how}. Make each request as it is, by its own method and with a plain body.`
  }
}

/** What would make another request of it on its way. */
export function hiddenWrite({ headers, values, body }: Asked): string | undefined {
  const override = [...headers.keys()].find((name) => /^x-(http-)?method(-override)?$/i.test(name))
  if (override !== undefined) return `its header ${override} changes the method`
  if (values.some(({ name, depth }) => depth === 0 && /^(_method|x-http-method-override|\$method)$/i.test(name))) {
    return 'its field _method changes the method'
  }
  if (/application\/http/i.test(body.toString('latin1').slice(0, 100_000))) return 'it has other requests in its body'
  const encoding = headers.get('content-encoding')
  return encoding !== null && encoding !== 'identity' && body.length > 0
    ? `its body is packed (${encoding})`
    : undefined
}

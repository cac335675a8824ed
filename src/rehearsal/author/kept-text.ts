import type { Draft } from './draft.ts'
import { envelopeText } from './envelope-text.ts'
import { requestText } from './request-text.ts'
import { keyText, pathText, placesText } from './zod-text.ts'

/** The schema of what is read before the whole of a thing is replaced: nothing but what can be written back. */
export function keptSchema({ kept }: Draft): string {
  if (!kept) return ''
  const fields = `z.object({\n${kept.names.map((name) => `  ${keyText(name)}: z.unknown().optional(),\n`).join('')}})`
  const current = kept.path.length === 0 ? '' : `const Current = ${placesText([{ path: kept.path, text: 'Kept' }])}\n\n`
  return `// What can be written. What is not given is sent back as it is.\nconst Kept = ${fields}\n\n${current}`
}

/** Reads the thing as it is now. */
export function keptText({ kept, args, envelope }: Draft): string {
  if (!kept) return ''
  const draft: Draft = {
    operation: kept.reader,
    args: args.filter(({ place }) => place === 'path'),
    fixed: [],
    envelope,
  }
  const request = requestText(draft, { from: 'input', extras: [], pad: '    ', as: 'current' })
  const refusal = envelopeText(envelope, { pad: '    ', of: 'current', said: 'read' })
  const whole = kept.path.length === 0 ? 'Kept.parse(current.data)' : pathText('Current.parse(current.data)', kept.path)
  return `${request}${refusal}    const kept = ${whole}\n`
}

import type { Envelope } from './read-page.ts'

/** An error that comes with a good status has to be thrown by us. */
export function envelopeText(
  envelope: Envelope | undefined,
  { pad, of = 'response', said = 'said' }: { readonly pad: string; readonly of?: string; readonly said?: string },
): string {
  if (!envelope) return ''
  const { ok, error } = envelope
  return `${pad}const ${said} = z.looseObject({ ${ok}: z.boolean(), ${error}: z.string().optional() }).parse(${of}.data)
${pad}if (!${said}.${ok}) {
${pad}  throw new nango.ActionError({ type: ${said}.${error} ?? 'unknown_error', message: \`The API refused: \${${said}.${error} ?? 'it does not say why'}\` })
${pad}}
`
}

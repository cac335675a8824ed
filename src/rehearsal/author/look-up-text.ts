import type { Draft } from './draft.ts'
import { envelopeText } from './envelope-text.ts'
import { nextPlaces } from './next-places.ts'
import { requestText } from './request-text.ts'
import { pathText, placesText, zodText } from './zod-text.ts'

/** What the id that was looked up is called in the function. */
export const foundName = 'found'

/** The schemas of the list in which a thing is looked up. */
export function lookUpSchema({ lookUp, args }: Draft): string {
  if (!lookUp) return ''
  const { reader, path, by, id, field } = lookUp
  const shape = args.find((arg) => arg.field.name === field.name)?.shape ?? ({ kind: 'text' } as const)
  const entry = placesText([
    { path: by, text: 'z.string().nullish()' },
    { path: id, text: `${zodText(shape)}.nullish()` },
  ])
  const places = [{ path, text: 'z.array(Candidate).nullish()' }, ...nextPlaces(reader, pageOf(lookUp)).places]
  const list = path.length > 0 ? placesText(places) : 'z.array(Candidate)'
  return `const Candidate = ${entry}\n\nconst Candidates = ${list}\n\n`
}

function pageOf({ reader, path }: NonNullable<Draft['lookUp']>) {
  const { paging } = reader
  const next = paging && paging.how === 'cursor' ? paging.from.split('.') : undefined
  return { path, item: { kind: 'anything' } as const, id: [], next }
}

/** Reads the list, page by page until the thing is found; who is not there is an error. */
export function lookUpText(draft: Draft): string {
  const { lookUp, args, envelope } = draft
  if (!lookUp) return ''
  const { reader, path, by, id, thing } = lookUp
  const next = nextPlaces(reader, pageOf(lookUp)).code?.replaceAll('page', 'candidates')
  const pad = next ? '      ' : '    '
  const own = args.filter((arg) => reader.params.some(({ name, inPath }) => inPath && name === arg.field.name))
  const asked = args.filter(
    ({ field, place }) =>
      place !== 'look-up' &&
      reader.params.some(({ name, inPath, required }) => required && !inPath && name === field.name),
  )
  const request = requestText(
    {
      operation: reader,
      args: [...own, ...asked.map((arg) => ({ ...arg, place: 'query' as const }))],
      fixed: draft.fixed.filter(({ place }) => place === 'query'),
      envelope,
    },
    {
      from: 'input',
      extras: next
        ? [{ name: reader.paging!.as, place: reader.paging!.inBody ? 'body' : 'query', code: 'at', when: "at !== ''" }]
        : [],
      pad,
      as: 'listed',
    },
  )
  const given = args.find(({ place }) => place === 'look-up')!.field.name
  const all = path.length > 0 ? `(${pathText('candidates', path)} ?? [])` : 'candidates'
  const match = `${all}.find((each) => ${pathText('each', by)} === input.${given})`
  const read = `${request}${envelopeText(envelope, { pad, of: 'listed', said: 'told' })}${pad}const candidates = Candidates.parse(listed.data)\n`
  const refuse = `    if (${foundName} === undefined || ${foundName} === null) {
      throw new nango.ActionError({ type: 'not_found', message: \`There is no ${thing} whose ${by.at(-1)} is \${input.${given}}\` })
    }
`
  const value = pathText(`${match}?`, id)
  if (!next) return `${read}    const ${foundName} = ${value}\n${refuse}`
  return `    let ${foundName}
    let at = ''
    do {
${read}      ${foundName} = ${value}
      at = ${next} ?? ''
    } while ((${foundName} ?? undefined) === undefined && at !== '')
${refuse}`
}

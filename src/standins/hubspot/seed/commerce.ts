import { capitalized, person, sentence, text, word, words } from '../../seed/words.ts'
import { day, iso } from './clock.ts'
import { ownProperties } from './custom.ts'
import type { Sketch } from './records.ts'

export const company: Sketch = (random, place, { state, owner }) => {
  const name = `${capitalized(word(random))} ${capitalized(word(random))}`
  const domain = `${word(random)}${word(random)}.example`
  return {
    values: {
      name: place % 9 === 7 ? `${name} «Ωmega» & Söhne ${word(random)}` : name,
      domain,
      website: `https://${domain}`,
      phone: phone(random),
      city: capitalized(word(random)),
      country: random.pick(['Germany', 'Kenya', 'Peru', 'Japan']),
      industry: ['RETAIL', 'COMPUTER_SOFTWARE', 'EDUCATION_MANAGEMENT', 'ACCOUNTING'][place % 4]!,
      numberofemployees: String(2 + random.below(4000)),
      annualrevenue: String(10_000 + random.below(9_000_000)),
      lifecyclestage: ['lead', 'customer', 'opportunity'][place % 3]!,
      ...(place % 3 === 0 ? { description: text(random, place) } : {}),
      ...owner(place),
      ...own(random, place, ownProperties(state, 'companies')),
    },
  }
}

export const contact: Sketch = (random, place, { state, at, owner }) => {
  const { first, last, handle } = person(random)
  const employer = at('companies', place)
  return {
    values: {
      email: `${handle}.${place}@${employer.properties['domain']}`,
      firstname: first,
      lastname: place % 8 === 5 ? `${last}-Ñandú${word(random)}` : last,
      phone: phone(random),
      company: employer.properties['name'] ?? '',
      lifecyclestage: ['subscriber', 'lead', 'customer'][place % 3]!,
      ...(place % 2 === 0
        ? { jobtitle: words(random, 2), hs_lead_status: place % 4 === 0 ? 'NEW' : 'IN_PROGRESS' }
        : {}),
      ...(place % 4 === 1 ? { city: capitalized(word(random)), website: `https://${word(random)}.example` } : {}),
      ...owner(place + 1),
      ...own(random, place, ownProperties(state, 'contacts')),
    },
    links: [['companies', place]],
  }
}

export const deal: Sketch = (random, place, { state, owner }) => {
  const pipeline = state.pipelines['deals']![place % 5 === 3 ? 1 : 0]!
  const stage = pipeline.stages[place % pipeline.stages.length]!
  return {
    values: {
      dealname: place % 7 === 4 ? text(random, 4) : `${capitalized(words(random, 2))} ${place}`,
      pipeline: pipeline.id,
      dealstage: stage.id,
      ...(place % 6 === 5 ? {} : { amount: `${100 + random.below(90_000)}.${10 + random.below(90)}` }),
      closedate: iso(Date.UTC(2026, 6, 1) + random.below(300 * day)),
      dealtype: place % 2 === 0 ? 'newbusiness' : 'existingbusiness',
      ...(place % 3 === 2 ? { description: text(random, place) } : {}),
      ...owner(place),
      ...own(random, place, ownProperties(state, 'deals')),
    },
    links: [
      ['contacts', place],
      ['companies', place],
    ],
  }
}

export const ticket: Sketch = (random, place, { state, owner }) => {
  const pipeline = state.pipelines['tickets']![place % 4 === 3 ? 1 : 0]!
  return {
    values: {
      subject: `${capitalized(words(random, 3))} ${place}`,
      content: text(random, place),
      hs_pipeline: pipeline.id,
      hs_pipeline_stage: pipeline.stages[place % pipeline.stages.length]!.id,
      hs_ticket_priority: ['LOW', 'MEDIUM', 'HIGH'][place % 3]!,
      ...(place % 3 === 1
        ? { hs_ticket_category: place % 2 === 0 ? 'PRODUCT_ISSUE;BILLING_ISSUE' : 'FEATURE_REQUEST' }
        : {}),
      ...owner(place),
      ...own(random, place, ownProperties(state, 'tickets')),
    },
    links: [
      ['contacts', place + 3],
      ['companies', place + 3],
    ],
  }
}

export const product: Sketch = (random, place) => ({
  values: {
    name: `${capitalized(word(random))} ${word(random)} ${place}`,
    price: `${1 + random.below(900)}.${10 + random.below(90)}`,
    hs_sku: `${word(random).toUpperCase()}-${100 + place}`,
    ...(place % 4 === 3 ? {} : { description: text(random, place) }),
    ...(place % 3 === 0 ? { recurringbillingfrequency: place % 2 === 0 ? 'monthly' : 'annually' } : {}),
  },
})

export const lineItem: Sketch = (random, place, { at }) => {
  const of = at('products', place)
  const { name = '', price = '' } = of.properties
  return {
    values: { name, price, hs_product_id: of.id, quantity: String(1 + random.below(30)) },
    links: [['deals', place]],
  }
}

export const customRecord: Sketch = (random, place, { state }) => {
  const [title, size] = ownProperties(state, state.schemas[0]!.fullyQualifiedName)
  return {
    values: { [title!.name]: sentence(random, 3), [size!.name]: String(random.below(10_000)) },
    links: [['companies', place]],
  }
}

/** Values for what the portal defined for itself, on some of the records. */
function own(
  random: Parameters<Sketch>[0],
  place: number,
  properties: ReturnType<typeof ownProperties>,
): Record<string, string> {
  if (place % 4 === 2) return {}
  return Object.fromEntries(
    properties.map((property) => {
      if (property.type === 'number') return [property.name, String(random.below(100_000))]
      if (property.type === 'date')
        return [property.name, iso(Date.UTC(2026, 1, 1) + random.below(200) * day).slice(0, 10)]
      const choice = property.options[place % 3]?.value
      return [property.name, choice ?? sentence(random, 3)]
    }),
  )
}

function phone(random: Parameters<Sketch>[0]): string {
  return `+1${random.characters('23456789', 10)}`
}

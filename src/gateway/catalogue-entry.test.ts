import { expect, it } from 'vitest'
import { catalogueEntry } from './catalogue-entry.ts'

it('has what Nango knows, and nothing of what every object inherits', () => {
  expect(catalogueEntry('github')).toMatchObject({ display_name: 'GitHub (User OAuth)' })
  for (const name of ['constructor', 'toString', '__proto__', 'no-such-api']) expect(catalogueEntry(name)).toBeNull()
})

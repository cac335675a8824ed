import { describe, expect, it } from 'vitest'
import { chooseOperation } from './choose-operation.ts'
import { type Pages, deskFor, played } from './testing/invented-docs.ts'

const pages: Pages = {
  'search.notes': `# search.notes · Searches for notes matching a query

GET /shop/search-notes
Parameters

- query: string, required. What to look for

Answer: 200

- notes: Note[], required`,
  'desk.plannedNotes.list': `# desk.plannedNotes.list · Returns a list of planned notes

GET /shop/planned-notes

Answer: 200

- notes: Note[], required`,
  'crates.history': `# crates.history · Fetches a crate's history of notes and marks

GET /shop/crates-history
Parameters

- crate: string, required. Id of the crate

Answer: 200

- notes: Note[], required`,
}

function chosen(does: string, kind: 'action' | 'sync'): string | undefined {
  return played(pages, chooseOperation(deskFor(pages, { name: 'notes', does, kind })), [])[0]?.page
}

describe('chooseOperation', () => {
  it('takes for a copy of what is in all things the list of one of them, and no search', () => {
    expect(chosen('Keep a copy of the notes on all crates.', 'sync')).toBe('crates.history')
    expect(chosen('Search the notes for those that match a query.', 'action')).toBe('search.notes')
  })
})

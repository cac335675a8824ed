import { readFileSync, statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openDocs, type DocsPack } from './open-docs.ts'

const slack = docsOf('slack')
const calendar = docsOf('google-calendar')
const drive = docsOf('google-drive')
const sheets = docsOf('google-sheet')
const hubSpot = docsOf('hubspot')
const first = (docs: DocsPack, query: string) => docs.search(query)[0]?.page

describe('docs pack', () => {
  it('has a page for every operation of an API, planned or not', () => {
    for (const page of [
      'chat.postMessage',
      'conversations.list',
      'dnd.setSnooze',
      'admin.users.session.reset',
      'views.push',
    ]) {
      expect(slack.pages).toContain(page)
    }
    expect(slack.pages.length).toBeGreaterThan(270)
    const operations = calendar.pages.filter((page) => /^[a-z]\w+\.\w+$/.test(page))
    expect(operations).toHaveLength(37)
    expect(drive.pages.filter((page) => /^[a-z]\w+\.\w+$/.test(page))).toHaveLength(50)
    expect(sheets.pages.filter((page) => page.startsWith('spreadsheets.'))).toHaveLength(17)
    expect(hubSpot.pages.length).toBeGreaterThan(400)
  })

  it('finds the page for a task in plain words', () => {
    expect(first(slack, 'send a message to a channel')).toBe('chat.postMessage')
    expect(first(slack, 'look up a user by email')).toBe('users.lookupByEmail')
    expect(first(slack, 'add a reaction')).toBe('reactions.add')
    expect(first(slack, 'who are the members of a channel')).toBe('conversations.members')
    expect(first(calendar, 'create an event')).toBe('events.insert')
    expect(first(calendar, 'delete event')).toBe('events.delete')
    expect(first(calendar, 'when is somebody free or busy')).toBe('freebusy.query')
    expect(first(calendar, 'list calendars')).toBe('calendarList.list')
    expect(first(drive, 'list files')).toBe('files.list')
    expect(first(drive, 'create a permission for a file')).toBe('permissions.create')
    expect(first(drive, 'copy a file')).toBe('files.copy')
    expect(first(drive, 'empty the trash')).toBe('files.emptyTrash')
    expect(first(drive, 'create a comment')).toBe('comments.create')
    expect(first(drive, 'hide a shared drive')).toBe('drives.hide')
    expect(first(sheets, 'append rows of values')).toBe('spreadsheets.values.append')
    expect(first(sheets, 'create a spreadsheet')).toBe('spreadsheets.create')
    expect(first(sheets, 'batch get values')).toBe('spreadsheets.values.batchGet')
    expect(first(sheets, 'copy a sheet to another spreadsheet')).toBe('spreadsheets.sheets.copyTo')
    expect(first(sheets, 'search developer metadata')).toBe('spreadsheets.developerMetadata.search')
    expect(first(hubSpot, 'create a contact')).toBe('contacts.create')
    expect(first(hubSpot, 'search tickets')).toBe('tickets.search')
    expect(first(hubSpot, 'clone a marketing email')).toBe('marketing.emails.clone')
    expect(first(hubSpot, 'delete a workflow')).toBe('automation.flows.delete')
    expect(first(hubSpot, 'account information')).toBe('account-info.details')
  })

  it('finds a page by its own name and by how an agent may write it', () => {
    expect(first(slack, 'chat.postMessage')).toBe('chat.postMessage')
    const page = slack.read('chat.postMessage')
    for (const name of ['CHAT.postmessage', '/chat.postMessage', 'https://slack.com/api/chat.postMessage?x=1']) {
      expect(slack.read(name)).toBe(page)
    }
    expect(slack.read('chat.invented')).toBeUndefined()
    expect(slack.search('zzzz qqqq')).toEqual([])
  })

  it('says of an operation what a function needs: address, scope, parameters, body, answer, paging, errors', () => {
    const members = slack.read('conversations.members') ?? ''
    for (const fact of [
      'GET /conversations.members',
      'channels:read',
      'channel: string, required',
      'next_cursor',
      'channel_not_found',
    ]) {
      expect(members).toContain(fact)
    }
    expect(slack.read('chat.postMessage')).toContain('ts: string')
    const list = calendar.read('events.list') ?? ''
    for (const fact of [
      'GET /calendar/v3/calendars/{calendarId}/events',
      'larger than 2500',
      'nextPageToken',
      'calendar.events.readonly',
    ]) {
      expect(list.toLowerCase()).toContain(fact.toLowerCase())
    }
    const insert = calendar.read('events.insert') ?? ''
    for (const fact of ['POST ', 'summary: string', 'attendees', 'dateTime', 'RFC3339']) expect(insert).toContain(fact)
    const upload = drive.read('files.create') ?? ''
    for (const fact of ['POST /drive/v3/files', 'name: string', 'parents: string[]', 'Answer: File'])
      expect(upload).toContain(fact)
  })

  it('explains on one page what holds for all operations', () => {
    expect(slack.read('overview')).toContain('Errors come with HTTP status 200')
    expect(calendar.read('overview')).toContain('nextSyncToken')
    expect(drive.read('overview')).toContain('uploadType=multipart')
    expect(hubSpot.read('overview')).toContain('paging.next.after')
    expect(sheets.read('overview')).toContain('valueInputOption')
    expect(slack.pages[0]).toBe('overview')
  })

  it('stays small, and each page fits into one answer', () => {
    const bytes = ['slack.md', 'google-calendar.md'].map((name) => statSync(new URL(name, import.meta.url)).size)
    expect(bytes.reduce((sum, size) => sum + size)).toBeLessThan(600_000)
    for (const docs of [slack, calendar, drive, sheets, hubSpot]) {
      for (const page of docs.pages) expect(docs.read(page)?.length, page).toBeLessThan(12_000)
    }
  })

  it('names where it comes from', () => {
    const sources = JSON.parse(readFileSync(new URL('sources.json', import.meta.url), 'utf8')) as { sha256: string }[]
    expect(sources).toHaveLength(6)
    for (const { sha256 } of sources) expect(sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  it('has nothing for an API that it does not know', () => {
    expect(openDocs('jira')).toBeUndefined()
  })
})

function docsOf(api: string): DocsPack {
  const docs = openDocs(api)
  if (!docs) throw new Error(`no pages for ${api}`)
  return docs
}

import { describe, expect, it } from 'vitest'
import { performs } from './performs.ts'
import { exchange } from './testing/samples.ts'

const sheets = 'https://sheets.googleapis.com/v4/spreadsheets/1Ab-c'

describe('performs', () => {
  it.each([
    ['POST', `${sheets}:batchUpdate`, '/v4/spreadsheets/{spreadsheetId}:batchUpdate'],
    ['POST', `${sheets}/values/Sheet1!A1%3AB2:append?x=1`, '/v4/spreadsheets/{spreadsheetId}/values/{range}:append'],
    ['POST', `${sheets}/sheets/7:copyTo`, '/v4/spreadsheets/{sourceSpreadsheetId}/sheets/{sheetId}:copyTo'],
    ['GET', `${sheets}/values/Sheet1`, '/v4/spreadsheets/{id}/values/{range}'],
    ['post', 'https://slack.com/api/chat.postMessage', '/chat.postMessage'],
    ['GET', 'https://api.hubapi.com/settings/v3/users', '/settings/v3/users/'],
  ])('takes %s %s for %s', (method, url, path) => {
    expect(performs(exchange({ method, url }), { method: method.toUpperCase(), path })).toBe(true)
  })

  it.each([
    ['POST', `${sheets}/values/A1:clear`, '/v4/spreadsheets/{spreadsheetId}/values/{range}:append'],
    ['POST', `${sheets}/values/A1:append`, '/v4/spreadsheets/{spreadsheetId}:batchUpdate'],
    ['POST', `${sheets}:batchUpdate/more`, '/v4/spreadsheets/{spreadsheetId}:batchUpdate'],
    ['POST', 'https://slack.com/api/chat-postMessage', '/chat.postMessage'],
    ['POST', 'https://slack.com/api/chat.postMessage', '/postMessage'],
    ['GET', 'https://api.hubapi.com/settings/v3/users/', '/settings/v3/users/{id}'],
  ])('does not take %s %s for %s', (method, url, path) => {
    expect(performs(exchange({ method, url }), { method, path })).toBe(false)
  })
})

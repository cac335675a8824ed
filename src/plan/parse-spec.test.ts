import { describe, expect, it } from 'vitest'
import { UserError } from '../lib/user-error.ts'
import { parseSpec } from './parse-spec.ts'

describe('parseSpec', () => {
  it('needs nothing of an interaction but a name and a sentence', () => {
    const spec = parseSpec(
      'version: 1\napis:\n  slack:\n    interactions:\n      send-message: Send a message\n',
      'a.yaml',
      [],
    )
    expect(spec.upstream).toBe('embedded')
    expect(spec.budget.attempts).toBe(3)
    expect(spec.apis.slack?.interactions['send-message']?.does).toBe('Send a message')
  })

  it('reads operations as text or as keys', () => {
    const text = spec('{does: Get it, operations: [get /users.list, {method: POST, path: /chat.update}]}')
    expect(parseSpec(text, 'a.yaml', ['compiles', 'read-back']).apis.slack?.interactions.it?.operations).toEqual([
      { method: 'GET', path: '/users.list' },
      { method: 'POST', path: '/chat.update' },
    ])
  })

  it('joins a sentence that was written over several lines', () => {
    const text = spec('|\n        Send a message\n        to a channel.\n')
    expect(parseSpec(text, 'a.yaml', ['compiles', 'read-back']).apis.slack?.interactions.it?.does).toBe(
      'Send a message to a channel.',
    )
  })

  it('names place, value and the nearest right word of every mistake at once', () => {
    const text = [
      'version: 1',
      'upstream: embeded',
      'bugdet: {attempts: 2}',
      'apis:',
      '  slack:',
      '    interactions:',
      '      send-message: {does: Send it, kind: acton}',
      '      list-users:',
    ].join('\n')
    expect(mistakesOf(text)).toEqual([
      'a.yaml:2:11: "upstream": "embeded" is not one of embedded, nango, direct. Did you mean "embedded"?',
      'a.yaml:3:1: "bugdet" is not known here. Did you mean "budget"?',
      'a.yaml:7:43: "kind": "acton" is not one of action, sync. Did you mean "action"?',
      'a.yaml:8:7: "list-users" is missing its value: a sentence belongs here',
    ])
  })

  it.each([
    ['', 'a.yaml is empty.'],
    ['# only a comment\n', 'a.yaml is empty.'],
    ['just words', 'a.yaml:1:1: "the file": "just words" is not a group of keys'],
    ['version: 1\nversion: 1\napis: {}', 'a.yaml:2:1: the same key stands here twice'],
    ['version: 1\napis: {}', 'a.yaml:2:7: "apis": {} lists no APIs'],
    ['version: 2\napis: {slack: {interactions: {it: x}}}', 'a.yaml:1:10: "version": 2 is not 1,'],
    ['apis: {slack: {interactions: {it: x}}}', 'a.yaml:1:1: "version" is missing its value: 1 belongs here'],
    [spec('""'), 'a.yaml:5:11: "it": "" is empty'],
    [spec('5'), 'a.yaml:5:11: "it": 5 is not a sentence'],
    [spec('"a \\e[31mred\\e[0m word"'), 'characters that control a terminal'],
    [spec('"flipped \\u202Egnp"'), 'characters that control a terminal'],
    [spec('&x Twice\n      other: *x'), 'a.yaml:6:14: the alias *x: write the value out instead'],
    [spec('{does: Get, docs: [nowhere]}'), '"nowhere" is not a web address'],
    [spec('{does: Get, operations: [GET]}'), '"GET" is not an operation'],
    [spec('{does: Get, exempt: [{check: readback, reason: So}]}'), '"readback" is no check. Did you mean "read-back"?'],
    [spec('Get\n      i-t: Get too'), '"i-t" and "it" would get the same model names'],
    [spec('Get\n      Send_Message: x'), '"Send_Message" is not a name'],
    ['version: 1\napis: {receipts: {interactions: {it: x}}}', 'a name that the output needs itself'],
    ['version: 1\n__proto__: {}\napis: {slack: {interactions: {it: x}}}', '"__proto__" is not known here.'],
    ['version: 1\napis: {__proto__: {interactions: {it: x}}}', 'lists no APIs'],
    [providers('rehearsal: {}'), 'is the name of the model that Assay brings along'],
    [providers('x: {protocl: chat}'), '"protocl" is not known here. Did you mean "protocol"?'],
    [providers('x: {prices: {m: {input: 3, outpt: 1}}}'), '"outpt" is not known here. Did you mean "output"?'],
    [providers('x: {prices: {m: {input: -3, output: 1}}}'), '"input": -3 must not be less than 0'],
    ['version: 1\nskills: [a, ""]\napis: {slack: {interactions: {it: x}}}', 'a.yaml:2:13: "skills": "" is empty'],
    [
      'version: 1\nskill: [a]\napis: {slack: {interactions: {it: x}}}',
      '"skill" is not known here. Did you mean "skills"?',
    ],
    ['version: 1\nskills: a\napis: {slack: {interactions: {it: x}}}', 'a.yaml:2:9: "skills": "a" is not a list'],
    ['['.repeat(100_000), 'a.yaml:1:'],
    ['version: [1', 'a.yaml:1:'],
    ['x'.repeat(1_000_001), 'larger than 1 MB'],
  ])('refuses %j', (text, complaint) => {
    expect(mistakesOf(text).join('\n')).toContain(complaint)
  })

  it('does not repeat a key that stands where its name belongs', () => {
    const complaint = mistakesOf(providers('x: {key: sk-live-0123456789}')).join('\n')
    expect(complaint).toContain('"key" is not the name of an environment variable')
    expect(complaint).not.toContain('0123456789')
  })

  it('never repeats a secret that stands where its name belongs', () => {
    const misplaced = [
      'apis: {slack: {credential: {token: xoxb-0123456789}, interactions: {it: Do}}}',
      'apis: {slack: {credential: xoxb-0123456789, interactions: {it: Do}}}',
      'nango: {key: 0123456789-4b8f}\napis: {slack: {interactions: {it: Do}}}',
    ]
    for (const text of misplaced) {
      const complaint = mistakesOf(`version: 1\n${text}`).join('\n')
      expect(complaint).not.toBe('')
      expect(complaint).not.toContain('0123456789')
    }
  })

  it('takes a credential from variables or from a file, not from both', () => {
    const both = 'apis: {slack: {credential: {file: a.json, token: A}, interactions: {it: Do}}}'
    expect(mistakesOf(`version: 1\n${both}`)[0]).toContain('names a file and variables: choose')
  })
})

function spec(interaction: string): string {
  return `version: 1\napis:\n  slack:\n    interactions:\n      it: ${interaction}\n`
}

function mistakesOf(text: string): string[] {
  try {
    parseSpec(text, 'a.yaml', ['compiles', 'read-back'])
  } catch (error) {
    if (error instanceof UserError) return error.message.split('\n')
    throw error
  }
  return []
}

function providers(text: string): string {
  return `version: 1\nproviders: {${text}}\napis: {slack: {interactions: {it: Do}}}`
}

import { globSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { checkNames } from '../check-names.ts'
import { parseSpec } from './parse-spec.ts'
import { specJsonSchema } from './spec-json-schema.ts'

const accepts = new Ajv({ strict: false }).compile(specJsonSchema(checkNames))

const published = ['catalogue/*.yaml', 'src/demo/demo.yaml', 'src/self-test/gallery.yaml'].flatMap((pattern) =>
  globSync(pattern),
)

describe('the published schema of a spec', () => {
  it('is what the spec is today', () => {
    const text = readFileSync('schema/assay.schema.json', 'utf8')
    expect(JSON.parse(text), 'npm run schema writes it anew').toEqual(specJsonSchema(checkNames))
  })

  it.each(published)('accepts %s', (file) => {
    const text = readFileSync(file, 'utf8')
    parseSpec(text, file, checkNames)
    accepts(parse(text))
    expect(accepts.errors).toBeNull()
  })

  it.each([
    spec('Do it'),
    spec('|\n        Do it\n        twice.\n'),
    spec('{does: Do it, operations: [get /users.list, " POST  /x ", {method: PUT, path: /y}]}'),
    spec('{does: Do it, docs: [" HTTPS://example.com/é page"], only: {a: [1, x, true], b: false}}'),
    spec('{does: Do it, input: null, metadata: {a: [{b: 1}]}, exempt: [{check: read-back, reason: So}]}'),
    spec('{does: Do it, models: [rehearsal, a/b/c], kind: sync}'),
    top('providers: {x: {url: "http://127.0.0.1:1/v1", protocol: chat, key: K, prices: {m: {input: 0, output: 1}}}}'),
    top('providers: {x: {unpriced: [m, n]}}'),
    top('budget: {usd: 0.5, minutes: 1.5, attempts: 20}'),
    top('budget: {usdPerAttempt: 0.5, usdPerInteraction: 1}'),
    'version: 1\napis: {slack: {budget: {usd: 2}, interactions: {it: Do}}}\n',
    top('upstream: direct'),
    top('nango: {url: "https://nango.acme.example", key: MY_NANGO_KEY}'),
    api('credential: {token: MY_TOKEN, refreshToken: R}, config: {subdomain: acme}'),
    api('credential: {file: ./slack.json}, address: "http://127.0.0.1:1/api", tokenAddress: "https://a.example/t"'),
    api('integration: slack-dev'),
  ])('accepts what the parser accepts: %j', (text) => {
    parseSpec(text, 'a.yaml', checkNames)
    accepts(parse(text))
    expect(accepts.errors).toBeNull()
  })

  it.each([
    '# only a comment\n',
    'just words',
    'version: 1\napis: {}',
    'version: 1\napis: {slack: {interactions: {}}}',
    'version: 2\napis: {slack: {interactions: {it: x}}}',
    'apis: {slack: {interactions: {it: x}}}',
    'version: 1\nmodel: x\napis: {slack: {interactions: {it: x}}}',
    spec(''),
    spec('"  "'),
    spec('5'),
    spec('{does: Get, kind: acton}'),
    spec('{docs: []}'),
    spec('{does: Get, docs: [nowhere]}'),
    spec('{does: Get, operations: [GET]}'),
    spec('{does: Get, operations: [{method: FETCH, path: /x}]}'),
    spec('{does: Get, exempt: [{check: readback, reason: So}]}'),
    spec('Get\n      Send_Message: x'),
    top('models: [just-a-name]'),
    top('upstream: embeded'),
    top('budget: {attempts: 0}'),
    top('budget: {usd: 0}'),
    top('budget: {usdPerAttempt: 0}'),
    'version: 1\napis: {slack: {budget: {attempts: 2}, interactions: {it: Do}}}\n',
    top('providers: {x: {key: sk-live-0123456789}}'),
    top('nango: {key: sk-live-0123456789}'),
    api('credential: {token: xoxb-0123456789}'),
    api('credential: {secret: MY_TOKEN}'),
    api('address: ftp://a.example'),
    api('config: {subdomain: a/../b}'),
    top('providers: {x: {prices: {m: {input: 3, outpt: 1}}}}'),
    top('providers: {x: {prices: {m: {input: -3, output: 1}}}}'),
  ])('rejects %j as the parser does', (text) => {
    expect(() => parseSpec(text, 'a.yaml', checkNames)).toThrow()
    expect(accepts(parse(text))).toBe(false)
  })
})

function spec(interaction: string): string {
  return `version: 1\napis:\n  slack:\n    interactions:\n      it: ${interaction}\n`
}

function api(settings: string): string {
  return `version: 1\napis: {slack: {${settings}, interactions: {it: Do}}}\n`
}

function top(line: string): string {
  return `version: 1\n${line}\napis: {slack: {interactions: {it: Do}}}\n`
}

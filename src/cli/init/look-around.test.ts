import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lookAround } from './look-around.ts'
import { schemaSeenFrom } from './schema-place.ts'

describe('what is here already', () => {
  let dir: string
  beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'assay-init-'))))
  afterEach(() => rmSync(dir, { recursive: true }))

  it('is nothing in an empty place', async () => {
    expect(await lookAround({ dir, env: {}, configDir: dir })).toEqual({ nangoKeys: [], modelKeys: {} })
  })

  it('is a Nango project with its APIs, names of keys, and the model of OpenCode', async () => {
    mkdirSync(join(dir, 'nango-integrations/.nango'), { recursive: true })
    mkdirSync(join(dir, 'nango-integrations/hubspot/syncs'), { recursive: true })
    mkdirSync(join(dir, 'nango-integrations/node_modules'))
    mkdirSync(join(dir, 'app/web'), { recursive: true })
    mkdirSync(join(dir, 'opencode'))
    writeFileSync(join(dir, 'opencode/opencode.jsonc'), '{\n  // mine\n  "model": "openai/gpt-5",\n}')
    const env = { NANGO_SECRET_KEY_DEV: 'secret-1', NANGO_SECRET_KEY_PROD: '', OPENAI_API_KEY: 'secret-2', HOME: '/' }
    const found = await lookAround({ dir: join(dir, 'app/web'), env, configDir: dir })
    expect(found).toEqual({
      nangoProject: { dir: '../../nango-integrations', apis: ['hubspot'] },
      nangoKeys: ['NANGO_SECRET_KEY_DEV'],
      modelKeys: { openai: 'OPENAI_API_KEY' },
      openCodeModel: 'openai/gpt-5',
    })
    expect(JSON.stringify(found)).not.toContain('secret')
  })

  it('makes nothing of a configuration that it cannot read', async () => {
    mkdirSync(join(dir, 'opencode'))
    writeFileSync(join(dir, 'opencode/opencode.json'), '{"model": "\\u001b[31mx/y"}')
    expect(await lookAround({ dir, env: {}, configDir: dir })).not.toHaveProperty('openCodeModel')
  })

  it('finds the schema in a package of the project, else in a copy beside the runs', async () => {
    const installed = join(dir, 'node_modules/assay/schema/assay.schema.json')
    mkdirSync(join(installed, '..'), { recursive: true })
    writeFileSync(installed, '{}')
    expect(await schemaSeenFrom(dir, installed)).toBe('./node_modules/assay/schema/assay.schema.json')
    expect(await schemaSeenFrom(join(dir, 'app'), installed)).toBe('../node_modules/assay/schema/assay.schema.json')
    mkdirSync(join(dir, 'elsewhere'))
    writeFileSync(join(dir, 'global.json'), '{}')
    expect(await schemaSeenFrom(join(dir, 'elsewhere'), join(dir, 'global.json'))).toBe('./.assay/assay.schema.json')
  })
})

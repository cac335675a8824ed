/** One function and how it is dry-run; what becomes of it is for the plain CLI to say. */
export interface Sample {
  readonly what: string
  readonly api: string
  readonly kind: 'action' | 'sync'
  /** Of the plain CLI. */
  readonly exitCode: number
  /** In the plain CLI's output: shows that the run got as far as it should. */
  readonly says?: string
  readonly source: string
  /** More of the command line; an action is given `{}` unless said. */
  readonly argv?: readonly string[]
}

const save = ['--save', '--input', '{}']

export const samples: readonly Sample[] = [
  {
    what: 'an action of Slack that pages, logs and hands out a cursor',
    api: 'slack',
    kind: 'action',
    exitCode: 0,
    argv: save,
    source: action(
      `z.object({ names: z.array(z.string()) })`,
      `await nango.log('reading')
    const names: string[] = []
    for await (const page of nango.paginate({ endpoint: '/conversations.list', params: { limit: '2' }, retries: 3,
      paginate: { type: 'cursor', cursor_path_in_response: 'response_metadata.next_cursor', cursor_name_in_request: 'cursor', response_path: 'channels' } })) {
      names.push(...page.map((channel: { name: string }) => channel.name))
    }
    return { names }`,
    ),
  },
  {
    what: 'a sync of Google Calendar with metadata and checkpoints',
    api: 'google-calendar',
    kind: 'sync',
    exitCode: 0,
    argv: ['--save', '--metadata', '{"calendar":"primary"}'],
    source: sync(
      `const { calendar } = await nango.getMetadata()
    const checkpoint = await nango.getCheckpoint()
    const response = await nango.get({ endpoint: \`/calendar/v3/calendars/\${calendar}/events\`, params: { maxResults: '3', ...(checkpoint?.page && { pageToken: checkpoint.page }) }, retries: 3 })
    await nango.batchSave(response.data.items.map((item: { id: string }) => ({ id: item.id })), 'Thing')
    await nango.saveCheckpoint({ page: response.data.nextPageToken ?? '' })
    await nango.batchDelete([{ id: 'gone' }], 'Thing')`,
    ),
  },
  {
    what: 'an action of Google Drive',
    api: 'google-drive',
    kind: 'action',
    exitCode: 0,
    argv: save,
    source: action(
      `z.object({ files: z.number() })`,
      `const response = await nango.get({ endpoint: '/drive/v3/files', params: { pageSize: '2' }, headers: { 'X-Zulu': '1' }, retries: 3 })
    return { files: response.data.files.length }`,
    ),
  },
  {
    what: 'an action of Google Sheets that is answered 404 and says so by itself',
    api: 'google-sheet',
    kind: 'action',
    exitCode: 12,
    argv: save,
    source: action(
      `z.object({})`,
      `try { await nango.get({ endpoint: '/v4/spreadsheets/none', retries: 1 }) } catch (error) {
      throw new nango.ActionError({ message: 'no such sheet', status: (error as { response?: { status: number } }).response?.status })
    }
    return {}`,
    ),
  },
  {
    what: 'an action of HubSpot that searches',
    api: 'hubspot',
    kind: 'action',
    exitCode: 0,
    argv: save,
    source: action(
      `z.object({ total: z.number() })`,
      `const response = await nango.post({ endpoint: '/crm/v3/objects/contacts/search', data: { limit: 2, filterGroups: [] }, retries: 3 })
    return { total: response.data.total }`,
    ),
  },
  {
    what: 'an error of the API that nobody catches',
    api: 'google-drive',
    kind: 'action',
    exitCode: 12,
    says: 'script_http_error',
    source: action(
      `z.object({})`,
      `await nango.get({ endpoint: '/drive/v3/files/none', params: { odd: undefined as never, list: ['a', 'b'] as never }, retries: 1 })
    return {}`,
    ),
  },
  {
    what: 'an exception of its own',
    api: 'slack',
    kind: 'action',
    exitCode: 12,
    says: 'script_internal_error',
    source: action(`z.object({})`, `const deeper = () => { throw new TypeError('no') }; deeper(); return {}`),
  },
  {
    what: 'an input that the schema declines',
    api: 'slack',
    kind: 'action',
    exitCode: 12,
    says: 'invalid_action_input',
    argv: ['--input', '{"more":1}'],
    source: action(`z.object({})`, `return {}`),
  },
  {
    what: 'an output that the schema declines',
    api: 'slack',
    kind: 'action',
    exitCode: 12,
    says: 'invalid_action_output',
    source: action(`z.object({ email: z.email() })`, `return { email: 'none' }`),
  },
  {
    what: 'a record that the schema declines',
    api: 'google-calendar',
    kind: 'sync',
    exitCode: 12,
    argv: ['--metadata', '{"calendar":"primary"}', '--checkpoint', '{"page":"x"}'],
    source: sync(`await nango.batchSave([{ id: 1 as never }], 'Thing')`),
  },
  {
    what: 'a type error',
    api: 'slack',
    kind: 'action',
    exitCode: 10,
    source: action(`z.object({ name: z.string() })`, `const unused = 1; return { name: 1 }`),
  },
  {
    what: 'a rule of the compiler broken',
    api: 'slack',
    kind: 'action',
    exitCode: 10,
    source: action(`z.object({})`, `nango.get({ endpoint: '/x' }); return {}`),
  },
  {
    what: 'a model of a name that only the definitions decline',
    api: 'google-calendar',
    kind: 'sync',
    exitCode: 12,
    source: sync(`await nango.batchSave([], 'Thing')`).replace('Thing: z', 'thing: z').replace(`'Thing'`, `'thing'`),
  },
  {
    what: 'the world that a function finds itself in',
    api: 'slack',
    kind: 'action',
    exitCode: 0,
    source: action(
      `z.object({ seen: z.array(z.string()) })`,
      `const names = Object.getOwnPropertyNames(globalThis).filter((name) => name in globalThis)
    console.log('heard')
    return { seen: [...names, String(Object.isExtensible(z))] }`,
    ),
  },
  {
    what: 'a module that the sandbox declines',
    api: 'slack',
    kind: 'action',
    exitCode: 12,
    says: 'is not allowed',
    source: `import { createHash } from 'node:crypto'\n${action(`z.object({ hash: z.string() })`, `return { hash: createHash('sha1').update('x').digest('hex') }`)}`,
  },
]

function action(output: string, body: string): string {
  return `import { createAction } from 'nango'
import { z } from 'zod'
const Output = ${output}
export default createAction({
  description: 'A sample.',
  version: '1.0.0',
  input: z.object({}),
  output: Output,
  exec: async (nango): Promise<z.infer<typeof Output>> => {
    void nango
    ${body}
  },
})
`
}

function sync(body: string): string {
  return `import { createSync } from 'nango'
import { z } from 'zod'
export default createSync({
  description: 'A sample.',
  version: '1.0.0',
  frequency: 'every hour',
  autoStart: false,
  metadata: z.object({ calendar: z.string() }),
  checkpoint: z.object({ page: z.string() }),
  models: { Thing: z.object({ id: z.string() }) },
  exec: async (nango) => {
    ${body}
  },
})
`
}

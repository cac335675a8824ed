import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** A project as people write them: helpers beside the functions, fixtures in all three layouts, an API without a stand-in. */
export const foreignFiles: Readonly<Record<string, string>> = {
  'index.ts': `import './github/actions/create-issue.js';
import "./github/actions/get-me.js"
import './github/actions/list-labels.js';
import './github/syncs/issues.js';
`,
  'github/models.ts': `import { z } from 'zod';

export const Issue = z.object({ id: z.string(), number: z.number(), title: z.string() });
export type Issue = z.infer<typeof Issue>;
export interface RawIssue { id: number; number: number; title: string; pull_request?: unknown }
`,
  'github/helpers/to-issue.ts': `import type { Issue, RawIssue } from '../models.js';

export function toIssue(raw: RawIssue): Issue {
    return { id: raw.id.toString(), number: raw.number, title: raw.title };
}
`,
  'github/actions/create-issue.ts': `import { createAction } from 'nango';
import { z } from 'zod';
import { toIssue } from '../helpers/to-issue.js';
import { Issue, type RawIssue } from '../models.js';

const action = createAction({
    description: 'Creates an issue',
    version: '1.0.0',
    endpoint: { method: 'POST', path: '/issues', group: 'Issues' },
    input: z.object({ owner: z.string(), repo: z.string(), title: z.string(), body: z.string().optional() }),
    output: Issue,
    scopes: ['repo'],
    exec: async (nango, input): Promise<z.infer<typeof Issue>> => {
        const { owner, repo, ...data } = input;
        const response = await nango.post<RawIssue>({ endpoint: \`/repos/\${owner}/\${repo}/issues\`, data, retries: 3 });
        return toIssue(response.data);
    }
});

export type NangoActionLocal = Parameters<(typeof action)['exec']>[0];
export default action;
`,
  'github/tests/create-issue.test.json': json({
    input: { owner: 'acme', repo: 'site', title: 'The footer overlaps', body: 'On small screens.' },
    output: { id: '2841', number: 17, title: 'The footer overlaps' },
    nango: {},
    api: {
      post: {
        '/repos/acme/site/issues': {
          response: { id: 2841, number: 17, title: 'The footer overlaps', state: 'open' },
          status: 201,
          headers: { 'content-type': 'application/json' },
          hash: 'b2f1',
          request: { data: { title: 'The footer overlaps', body: 'On small screens.' } },
        },
      },
    },
  }),
  'github/actions/get-me.ts': `import { createAction } from 'nango';
import { z } from 'zod';

export default createAction({
    description: 'Who is it',
    version: '1.0.0',
    input: z.void(),
    output: z.object({ login: z.string(), name: z.string().nullable() }),
    exec: async (nango) => {
        const { data } = await nango.get<{ login: string; name: string | null }>({ endpoint: '/user', retries: 3 });
        return { login: data.login, name: data.name };
    }
});
`,
  'github/tests/github-get-me.test.json': json({
    output: { login: 'mona', name: 'Mona Lisa' },
    nango: {},
    api: {
      get: { '/user': { response: { login: 'mona', id: 1, name: 'Mona Lisa' }, status: 200, headers: {}, hash: 'a' } },
    },
  }),
  'github/actions/list-labels.ts': `import { createAction } from 'nango';
import { z } from 'zod';

export default createAction({
    description: 'Lists labels',
    version: '1.0.0',
    input: z.object({ owner: z.string(), repo: z.string() }),
    output: z.object({ labels: z.array(z.object({ id: z.number(), name: z.string() })) }),
    exec: async (nango, { owner, repo }) => {
        const { data } = await nango.get<{ id: number; name: string }[]>({ endpoint: \`repos/\${owner}/\${repo}/labels\` });
        return { labels: data.map(({ id, name }) => ({ id, name })) };
    }
});
`,
  'github/mocks/list-labels/input.json': json({ owner: 'acme', repo: 'site' }),
  'github/mocks/list-labels/output.json': json({
    labels: [
      { id: 208, name: 'bug' },
      { id: 209, name: 'question' },
    ],
  }),
  'github/mocks/nango/get/proxy/repos/acme/site/labels/list-labels.json': json([
    { id: 208, name: 'bug', color: 'f00' },
    { id: 209, name: 'question', color: '0f0' },
  ]),
  'github/syncs/issues.ts': `import { createSync } from 'nango';
import { z } from 'zod';
import { toIssue } from '../helpers/to-issue.js';
import { Issue, type RawIssue } from '../models.js';

const PullRequest = Issue.extend({ isPullRequest: z.boolean() });

const sync = createSync({
    description: 'Issues and pull requests of a repository',
    version: '1.0.0',
    frequency: 'every hour',
    autoStart: false,
    metadata: z.object({ owner: z.string(), repo: z.string() }),
    models: { Issue, PullRequest },
    exec: async (nango) => {
        const metadata = await nango.getMetadata();
        const pages = nango.paginate<RawIssue>({
            endpoint: \`/repos/\${metadata.owner}/\${metadata.repo}/issues\`,
            paginate: { type: 'link', link_rel_in_response_header: 'next', limit_name_in_request: 'per_page', limit: 2 },
            retries: 3
        });
        for await (const page of pages) {
            const issues = page.filter((raw) => raw.pull_request === undefined).map(toIssue);
            const pulls = page.filter((raw) => raw.pull_request !== undefined);
            await nango.batchSave(issues, 'Issue');
            await nango.batchSave(pulls.map((raw) => ({ ...toIssue(raw), isPullRequest: true })), 'PullRequest');
        }
    }
});

export type NangoSyncLocal = Parameters<(typeof sync)['exec']>[0];
export default sync;
`,
  'github/mocks/issues/Issue/batchSave.json': json([
    { id: '11', number: 1, title: 'Leaking tap' },
    { id: '13', number: 3, title: 'Broken gate' },
  ]),
  'github/mocks/issues/Issue/batchDelete.json': json([]),
  'github/mocks/issues/PullRequest/batchSave.json': json([
    { id: '12', number: 2, title: 'Mends the tap', isPullRequest: true },
  ]),
  'github/mocks/nango/getMetadata.json': json({ owner: 'acme', repo: 'house' }),
  'github/mocks/nango/get/proxy/repos/acme/house/issues/issues/1f.json': json({
    method: 'get',
    endpoint: 'repos/acme/house/issues',
    requestIdentityHash: '1f',
    requestIdentity: { method: 'get', endpoint: 'repos/acme/house/issues', params: [['per_page', '2']], headers: [] },
    status: 200,
    headers: { link: '<https://api.github.com/repos/acme/house/issues?per_page=2&page=2>; rel="next"' },
    response: [
      { id: 11, number: 1, title: 'Leaking tap' },
      { id: 12, number: 2, title: 'Mends the tap', pull_request: {} },
    ],
  }),
  'github/mocks/nango/get/proxy/repos/acme/house/issues/issues/2f.json': json({
    method: 'get',
    endpoint: 'repos/acme/house/issues',
    requestIdentityHash: '2f',
    requestIdentity: {
      method: 'get',
      endpoint: 'repos/acme/house/issues',
      params: [
        ['page', '2'],
        ['per_page', '2'],
      ],
      headers: [],
    },
    status: 200,
    headers: {},
    response: [{ id: 13, number: 3, title: 'Broken gate' }],
  }),
}

/** Writes a project; a file without a text is left out. */
export async function writeFiles(dir: string, files: Readonly<Record<string, string | undefined>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    if (text === undefined) continue
    await mkdir(dirname(join(dir, path)), { recursive: true })
    await writeFile(join(dir, path), text)
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

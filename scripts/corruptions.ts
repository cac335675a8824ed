import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

// Spoils ten functions of a copy of the demo's output, each in one way that still compiles, lets `assay verify` judge the
// copy, and prints what came of it as a page: `npm run demo`, then
// `node scripts/corruptions.ts .assay/demo/nango-integrations > docs/corruptions.md`.

interface Corruption {
  /** `<api>/<name>`. */
  readonly of: string
  readonly does: string
  readonly spoil: (source: string, fixture: z.infer<typeof fixtureShape>) => string
}

const fixtureShape = z.object({ input: z.record(z.string(), z.unknown()).default({}), output: z.unknown() })

/** A text of the source, and what takes its place. */
const instead = (old: string, young: string) => (source: string) => {
  if (source.split(old).length !== 2) throw new Error(`not once in the source: ${old}`)
  return source.replace(old, () => young)
}

const beginning = 'exec: async (nango, input): Promise<z.infer<typeof Output>> => {\n'

const corruptions: readonly Corruption[] = [
  {
    of: 'slack/send-message',
    does: 'answers with the text that it was given, in place of the one that Slack keeps',
    spoil: instead('text: posted.message.text', 'text: input.text'),
  },
  {
    of: 'slack/get-channel-info',
    does: 'calls no channel archived',
    spoil: instead('is_archived: channel.is_archived ?? false', 'is_archived: false'),
  },
  {
    of: 'slack/list-channels',
    does: 'ends after the first page',
    spoil: instead('page.response_metadata?.next_cursor', 'page.response_metadata?.next_cursor?.slice(0, 0)'),
  },
  {
    of: 'slack/list-users',
    does: 'answers a refusal with an empty list',
    spoil: instead(
      '    if (!page.ok || page.members === undefined) {\n',
      '    if (!page.ok) return { items: [] }\n    if (page.members === undefined) {\n',
    ),
  },
  {
    of: 'slack/set-channel-topic',
    does: 'sends again what may have been done already',
    spoil: instead('retries: 0', 'retries: 3'),
  },
  {
    of: 'slack/update-message',
    does: 'cuts a long text',
    spoil: instead('text: input.text }', 'text: input.text.slice(0, 300) }'),
  },
  {
    of: 'google-calendar/create-event',
    does: 'forgets the place of the event',
    spoil: instead('        ...(input.location !== undefined && { location: input.location }),\n', ''),
  },
  {
    of: 'google-calendar/sync-events',
    does: 'keeps events that were deleted',
    spoil: instead('if (gone.length > 0) await nango.batchDelete(', 'if (gone.length < 0) await nango.batchDelete('),
  },
  {
    of: 'google-calendar/add-attendee',
    does: 'uninvites everybody else',
    spoil: instead('attendees: [...guests, { email: input.email }]', 'attendees: [{ email: input.email }]'),
  },
  {
    of: 'google-calendar/get-event',
    does: 'knows the answer to the question of its fixture by heart',
    spoil: (source, { input, output }) =>
      instead(
        beginning,
        `${beginning}    if (input.eventId === ${JSON.stringify(input['eventId'])}) return ${JSON.stringify(output)}\n`,
      )(source),
  },
]

const proofShape = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      path: z.string(),
      artefact: z.string(),
      edited: z.array(z.string()),
      because: z.array(z.string()),
    }),
  ),
})

type Proof = z.infer<typeof proofShape>['items'][number]

const project = resolve(process.argv[2] ?? '.assay/demo/nango-integrations')
// Beside it, where the packages that it needs are found as well.
const copy = `${project}-corrupted`

function proofs(of: string): readonly Proof[] {
  const assay = fileURLToPath(new URL('../bin/assay.mjs', import.meta.url))
  const { stdout, stderr, status } = spawnSync(process.execPath, [assay, 'verify', of, '--json'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (status !== 0 && status !== 1) throw new Error(`assay verify ended with ${status}: ${stderr}`)
  return proofShape.parse(JSON.parse(stdout)).items
}

function corrupt({ of, spoil }: Corruption, { path }: Proof): void {
  const [api = '', name = ''] = of.split('/')
  const file = join(copy, path)
  const fixture = JSON.parse(readFileSync(join(copy, api, 'tests', `${name}.test.json`), 'utf8'))
  writeFileSync(file, spoil(readFileSync(file, 'utf8'), fixtureShape.parse(fixture)))
}

/** What is found of a copy in which each of them is spoiled. */
function proofsOfSpoiled(intact: readonly Proof[]): readonly Proof[] {
  rmSync(copy, { recursive: true, force: true })
  try {
    cpSync(project, copy, { recursive: true, verbatimSymlinks: true })
    for (const each of corruptions) {
      const proof = intact.find(({ id }) => id === each.of)
      if (!proof) throw new Error(`${project} has no ${each.of}`)
      corrupt(each, proof)
    }
    return proofs(copy)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

const intact = proofs(project)
const spoiled = proofsOfSpoiled(intact)

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ').slice(0, 300)
const of = (id: string, all: readonly Proof[]) => all.find((each) => each.id === id)
const rows = spoiled.map(({ id, artefact, because, edited }) => {
  const does = corruptions.find((each) => each.of === id)?.does ?? '(left as it was)'
  const was = of(id, intact)?.artefact ?? 'absent'
  return `| ${id} | ${does} | ${was} | ${artefact} | ${edited.length > 0 ? 'yes' : 'no'} | ${because.length} | ${cell(because[0] ?? '')} |`
})
const caught = corruptions.filter((each) => of(each.of, spoiled)?.artefact === 'rejected').length
process.stdout.write(
  `${[
    '# Ten corruptions, and what `assay verify` says of them',
    '',
    'Written by `node scripts/corruptions.ts .assay/demo/nango-integrations` after `npm run demo`: functions that Assay had accepted, each spoiled by hand in one way that still compiles, in a copy of the project.',
    '',
    `${caught} of ${corruptions.length} rejected; of the ${intact.length} functions before that, ${intact.filter(({ artefact }) => artefact === 'accepted').length} accepted.`,
    '',
    '| function | what was done to it | before | after | told as edited | reasons | the first of them |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n')}\n`,
)

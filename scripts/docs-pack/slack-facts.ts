import { z } from 'zod'

const operationShape = z.object({
  parameters: z.array(z.object({ name: z.string(), description: z.string().optional() })).default([]),
  responses: z.record(z.string(), z.unknown()),
  security: z.array(z.record(z.string(), z.array(z.string()))).default([]),
})

const errorShape = z.object({
  content: z.object({
    'application/json': z.object({
      schema: z.object({ properties: z.object({ error: z.object({ enum: z.array(z.string()) }) }) }),
    }),
  }),
})

/** What only Slack's own OpenAPI document of 2020 tells about a method. */
export interface SlackFacts {
  readonly method: 'GET' | 'POST'
  readonly scopes: readonly string[]
  readonly errors: readonly string[]
}

/** Facts by method name, such as `chat.postMessage`. */
export function slackFacts(openApi: unknown): ReadonlyMap<string, SlackFacts> {
  const { paths } = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) }).parse(openApi)
  return new Map(
    Object.entries(paths).map(([path, item]) => {
      const operation = operationShape.parse(item['get'] ?? item['post'])
      const method = 'get' in item ? 'GET' : 'POST'
      return [path.slice(1), { method, scopes: scopesOf(operation), errors: errorsOf(operation) }]
    }),
  )
}

// The token's description has today's scope names, except that `conversations:x` stands for one scope per kind of channel.
function scopesOf({ parameters, security }: z.infer<typeof operationShape>): string[] {
  const token = parameters.find(({ name }) => name === 'token')?.description ?? ''
  const told = [...token.matchAll(/`([\w.:]+)`/g)].map((match) => match[1] ?? '')
  const listed = security.flatMap((choice) => Object.values(choice).flat())
  const scopes = told.length > 0 && !told.some((scope) => scope.startsWith('conversations:')) ? told : listed
  return [...new Set(scopes)].filter((scope) => scope !== 'none')
}

function errorsOf({ responses }: z.infer<typeof operationShape>): string[] {
  const parsed = errorShape.safeParse(responses['default'])
  if (!parsed.success) return []
  return parsed.data.content['application/json'].schema.properties.error.enum.filter((error) => !anywhere.has(error))
}

// Said once, on the overview page.
const anywhere = new Set(
  `not_authed invalid_auth account_inactive token_revoked no_permission org_login_required ekm_access_denied missing_scope
  invalid_arg_name invalid_array_arg invalid_charset invalid_form_data invalid_post_type missing_post_type team_added_to_org
  invalid_json json_not_object request_timeout upgrade_required fatal_error internal_error not_allowed_token_type ratelimited
  accesslimited access_denied service_unavailable missing_argument deprecated_endpoint two_factor_setup_required`.split(
    /\s+/,
  ),
)

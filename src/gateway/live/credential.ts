import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { z } from 'zod'
import { jsonOrNothing } from '../../lib/json.ts'
import { UserError } from '../../lib/user-error.ts'

/** What an account is entered with. Which of it a provider wants, its catalogue says. */
export interface Credential {
  readonly token?: string | undefined
  readonly username?: string | undefined
  readonly password?: string | undefined
  readonly refreshToken?: string | undefined
  readonly clientId?: string | undefined
  readonly clientSecret?: string | undefined
  /** When the token ends, in milliseconds since 1970. */
  readonly expiresAt?: number | undefined
}

/** Where a credential is to be had: in the environment, under the usual names unless others are given, or in a file. */
export type CredentialPlace =
  | { readonly kind: 'environment'; readonly names: Readonly<Partial<Record<Word, string>>> }
  | { readonly kind: 'file'; readonly path: string }

const words = ['token', 'username', 'password', 'refreshToken', 'clientId', 'clientSecret'] as const
type Word = (typeof words)[number]

/** `ASSAY_SLACK_TOKEN`, `ASSAY_GOOGLE_CALENDAR_REFRESH_TOKEN`. */
function usualName(api: string, word: Word): string {
  const part = (text: string) => text.replaceAll(/[^A-Za-z0-9]+/g, '_').toUpperCase()
  return `ASSAY_${part(api)}_${part(word.replaceAll(/[A-Z]/g, '_$&'))}`
}

type Environment = Readonly<Record<string, string | undefined>>

/** Throws UserError where nothing is found, or where others could read it too. */
export async function readCredential(api: string, place: CredentialPlace, env: Environment): Promise<Credential> {
  if (place.kind === 'file') return credentialIn(await readPrivate(place.path), place.path)
  const named = words.map((word) => [word, env[place.names[word] ?? usualName(api, word)]?.trim()] as const)
  const found = named.filter(([, value]) => value !== undefined && value !== '')
  if (found.length > 0) return Object.fromEntries(found)
  const token = place.names.token ?? usualName(api, 'token')
  throw new UserError(
    `There is no credential for "${api}": ${token} is not set.`,
    `Set ${token}, or name a file that only you can read: apis.${api}.credential.file.`,
  )
}

const text = z.string().trim().min(1)
const fileShape = z.strictObject({
  token: text.optional(),
  username: text.optional(),
  password: text.optional(),
  refreshToken: text.optional(),
  clientId: text.optional(),
  clientSecret: text.optional(),
  expiresAt: z.number().optional(),
})

function credentialIn(content: string, path: string): Credential {
  const parsed = fileShape.safeParse(jsonOrNothing(content))
  if (parsed.success && Object.keys(parsed.data).length > 0) return parsed.data
  // Nothing of the file is quoted: what stands in the wrong place may be the secret.
  throw new UserError(
    `${path} holds no credential.`,
    'Write JSON with what there is of: token, username, password, refreshToken, clientId, clientSecret, expiresAt.',
  )
}

const largest = 64 * 1024

async function readPrivate(path: string): Promise<string> {
  let file: FileHandle | undefined
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    const stat = await file.stat()
    if (!stat.isFile() || stat.size > largest) throw notTaken(path, 'it is not a small file', 'Name the file itself.')
    if ((stat.mode & 0o077) !== 0) throw notTaken(path, 'others on this machine may read it', `Type: chmod 600 ${path}`)
    return await file.readFile('utf8')
  } catch (error) {
    if (error instanceof UserError) throw error
    const { code } = error as NodeJS.ErrnoException
    const because = code === 'ELOOP' ? 'it is a link' : code === 'ENOENT' ? 'there is no such file' : String(code)
    throw notTaken(path, because, 'Name the file itself.')
  } finally {
    await file?.close()
  }
}

function notTaken(path: string, because: string, fix: string): UserError {
  return new UserError(`The credential file ${path} is not used: ${because}.`, fix)
}

/** All of it that nobody may see, in the forms in which it is sent. */
export function secretsIn({ token, username, password, refreshToken, clientSecret }: Credential): string[] {
  const basic = (name: string | undefined, secret: string | undefined) =>
    secret === undefined ? [] : [secret, Buffer.from(`${name ?? ''}:${secret}`).toString('base64')]
  const plain = [token, refreshToken, clientSecret].filter((each): each is string => each !== undefined)
  // Where a key takes the place of a name, as some APIs have it, the name is the secret.
  const key = username !== undefined && password === undefined ? basic(undefined, username) : []
  return [...plain, ...basic(username, password), ...key]
}

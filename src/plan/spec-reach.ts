import { z } from 'zod'

/** A place for the name of a variable. Not for what it holds: an error about it repeats nothing. */
const variable = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, 'is not the name of an environment variable, such as ASSAY_SLACK_TOKEN')
  .exactOptional()

const namesShape = {
  token: variable,
  username: variable,
  password: variable,
  refreshToken: variable,
  clientId: variable,
  clientSecret: variable,
}
const file = z.string().min(1, 'is empty').max(4000, 'is longer than 4,000 characters')

export const credentialShape = { ...namesShape, file: file.exactOptional() }

const credential = z
  .strictObject(credentialShape)
  .refine((given) => given.file === undefined || Object.keys(given).length === 1, 'names a file and variables: choose')

const address = z
  .url({ protocol: /^https?$/, error: 'is not a web address, such as https://acme.example.com' })
  .max(2000, 'is longer than 2,000 characters')

/** Of an API that is not embedded. */
export const reachShape = {
  integration: z
    .string()
    .regex(/^[\w.~:-]{1,255}$/, 'is not the unique key of an integration')
    .exactOptional()
    .describe("With nango: its integration's unique key there, where that is another than the API's name."),
  credential: credential
    .exactOptional()
    .describe('With direct: names of environment variables, or a file that only you can read. Never a secret.'),
  config: z
    .record(
      z.string().regex(/^\w{1,64}$/, 'is not a name'),
      z.string().regex(/^[\w.~:-]{1,200}$/, 'is not a plain word'),
    )
    .exactOptional()
    .describe('What the address of the account has of its own, such as a subdomain.'),
  address: address.exactOptional().describe("In place of the address in Nango's catalogue. Reports say so."),
  tokenAddress: address.exactOptional().describe('The same for the address at which a token is renewed.'),
}

export const nangoShape = {
  url: address.exactOptional().describe('Of your Nango; NANGO_HOSTPORT or its cloud unless given.'),
  key: variable.describe('The variable that holds its secret key; NANGO_SECRET_KEY unless given.'),
}

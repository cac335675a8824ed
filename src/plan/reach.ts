/** How an API is reached that is not embedded. Names, places and public parts: never a secret. */
export interface Reach {
  /** Unique key of its integration in the person's Nango, where that is not the API's name. */
  readonly integration?: string
  /** With `direct`: names of environment variables, or a file that only the person can read. */
  readonly credential?: CredentialNames | { readonly file: string }
  /** What the provider's addresses and headers name, such as a subdomain. */
  readonly config?: Readonly<Record<string, string>>
  /** In place of the address that Nango's catalogue has. Every report of the run says so. */
  readonly address?: string
  /** The same for the address at which a token is renewed. */
  readonly tokenAddress?: string
}

export interface CredentialNames {
  readonly token?: string
  readonly username?: string
  readonly password?: string
  readonly refreshToken?: string
  readonly clientId?: string
  readonly clientSecret?: string
}

/** The person's Nango: its address and the name of the variable with its key. */
export interface NangoPlace {
  readonly url?: string
  readonly key?: string
}

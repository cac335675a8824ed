import { randomBytes } from 'node:crypto'

/** 32 random characters that stand in URLs, headers and shells without quoting. */
export function mintSecret(): string {
  return randomBytes(24).toString('base64url')
}

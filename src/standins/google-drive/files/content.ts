import { createHash } from 'node:crypto'

/** The bytes of a file and what Drive says about them. */
export interface Content {
  readonly bytes: Buffer
  readonly md5: string
  readonly sha1: string
  readonly sha256: string
}

export function contentOf(bytes: Buffer): Content {
  const hash = (name: string) => createHash(name).update(bytes).digest('hex')
  return { bytes, md5: hash('md5'), sha1: hash('sha1'), sha256: hash('sha256') }
}

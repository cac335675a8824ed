import type { JsonObject } from '../../../lib/json.ts'

/** A resumable upload: what was said about the file, and the content as far as it has come. */
export interface Upload {
  /** The file that gets the content; undefined makes a new one. */
  readonly fileId: string | undefined
  readonly body: JsonObject
  /** Of the first request: it says what the answer shows and where the file lies. */
  readonly query: URLSearchParams
  readonly mimeType: string
  content: Buffer
}

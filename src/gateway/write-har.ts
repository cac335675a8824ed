import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { UserError } from '../lib/user-error.ts'
import { harEntry } from './har.ts'
import { eachExchange } from './recording.ts'

/** A recording that becomes a page of a HAR log. */
export interface HarSource {
  readonly title: string
  readonly recordingPath: string
}

/**
 * Writes recordings as one HAR 1.2 file, an exchange at a time, so that the size of a recording does not matter. Answers
 * with the number of entries. Throws UserError where the file cannot be written; nothing is left of it then.
 */
export async function writeHar(file: string, sources: readonly HarSource[], version: string): Promise<number> {
  const count = { entries: 0 }
  const unfinished = `${file}.part`
  try {
    await pipeline(Readable.from(harText(sources, version, count)), createWriteStream(unfinished))
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    if (!(error instanceof Error) || !('syscall' in error)) throw error
    throw new UserError(
      `${file} cannot be written: ${error.message}.`,
      'Name a file in a directory that you may write.',
    )
  }
  return count.entries
}

async function* harText(
  sources: readonly HarSource[],
  version: string,
  count: { entries: number },
): AsyncGenerator<string> {
  const creator = { name: 'assay', version }
  const pages: object[] = []
  yield `{"log":{"version":"1.2","creator":${JSON.stringify(creator)},"entries":[`
  for (const [index, { title, recordingPath }] of sources.entries()) {
    const id = `page_${index + 1}`
    let begun: string | undefined
    for await (const exchange of eachExchange(recordingPath)) {
      begun ??= exchange.at
      yield `${count.entries++ > 0 ? ',' : ''}\n${JSON.stringify(harEntry(exchange, id))}`
    }
    if (begun !== undefined) pages.push({ startedDateTime: begun, id, title, pageTimings: {} })
  }
  // Last, because only now is known when each began: the order of members means nothing.
  yield `\n],"pages":${JSON.stringify(pages)}}}\n`
}

/**
 * The whole body of an answer; undefined when it has more bytes than that. The rest of it is not read. `before` may wait
 * before more is read than so many bytes.
 */
export async function bodyWithin(
  response: { readonly body: AsyncIterable<Uint8Array> | null },
  limit: number,
  before?: (bytes: number) => Promise<void> | undefined,
): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk)
    size += chunk.length
    if (size > limit) return undefined
    const wait = before?.(size)
    if (wait) await wait
  }
  return Buffer.concat(chunks)
}

/** The text of an answer that has no more bytes than that, which can be read once more; undefined when it is longer. */
export async function shortBody(answer: Response, limit: number): Promise<string | undefined> {
  if (!answer.body) return ''
  const reader = answer.clone().body!.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(chunks).toString('utf8')
    chunks.push(value)
    size += value.length
    if (size > limit) break
  }
  // Not waited for: a copy's end waits for the other's, which is still to be read.
  void reader.cancel()
  return undefined
}

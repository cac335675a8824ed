const outputLimits = { bytes: 50 * 1024, lines: 2_000 }

/** The beginning of an output that a model can be given, with a note on how to see the rest. */
export function cutOutput(output: string, isBeginning = false): string {
  const lines = output.split('\n')
  let kept = lines.slice(0, outputLimits.lines).join('\n')
  if (Buffer.byteLength(kept) > outputLimits.bytes) {
    // A character cut in half at the end becomes a replacement mark, which is dropped.
    kept = Buffer.from(kept)
      .subarray(0, outputLimits.bytes)
      .toString('utf8')
      .replace(/\uFFFD$/, '')
  }
  if (kept.length === output.length && !isBeginning) return output
  const how = 'Filter it with grep, head or tail, or send it to a file in scratch/ and read that in parts'
  return `${kept}\n(cut here: output is limited to 50 KB and 2,000 lines. ${how}.)`
}

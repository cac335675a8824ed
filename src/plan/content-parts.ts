/**
 * All that a proof of an interaction depends on, in named parts: the SHA-256 of each. A part is absent where there is
 * nothing of it. Seed, concurrency and budget are none: they change which proof is had, not what is proved.
 */
export type ContentParts = Readonly<Record<string, string>>

const words: Readonly<Record<string, string>> = {
  sentence: 'its sentence',
  kind: 'its kind',
  docs: 'the pages that the spec names for it',
  input: 'its test input',
  metadata: 'its metadata',
  operations: 'its operations',
  only: 'what may come out (only)',
  may: 'what it may change (may)',
  recipients: 'whom it may write to (recipients)',
  exempt: 'its exemptions',
  connection: 'its connection',
  record: 'the model name of its records',
  upstream: 'the upstream',
  reach: 'the way to its API',
  scopes: 'the scopes of its account',
  personal: 'whether personal values are replaced',
  pages: 'the reference pages of its API',
  skills: 'the skills',
  prompts: "Assay's prompts",
  scaffold: 'the scaffold',
  ladder: 'its models',
  nango: 'the version of Nango',
  verifier: 'the verifier',
  'stand-in': 'the stand-in of its API',
}

/** The parts that are not the same, in words for a person: `its sentence`. None: the one proof is as good as the other. */
export function differencesBetween(then: ContentParts, now: ContentParts): string[] {
  const names = [...new Set([...Object.keys(words), ...Object.keys(then), ...Object.keys(now)])]
  return names.flatMap((name) => (then[name] === now[name] ? [] : [words[name] ?? name]))
}

/**
 * The operation of a request: method and endpoint with every segment that looks like an id replaced by `{}`.
 * What reads as a word of an API (letters with dots, dashes, underscores or colons, or a version such as `v3`) stays.
 * Errs towards telling operations apart: two ids that look like words are two operations.
 */
export function operationOf(method: string, endpoint: string): string {
  const segments = endpoint.split('/').filter((segment) => segment !== '')
  return `${method.toUpperCase()} ${segments.map((segment) => (isWord(segment) ? segment : '{}')).join('/')}`
}

// Without a separator, words of an API are short; a long run of letters is an id that happens to have no digit.
function isWord(segment: string): boolean {
  if (/^v\d+([a-z-]+\d*)?$/.test(segment)) return true
  if (segment === 'primary' || segment === 'me') return false
  return /^[A-Za-z]+([._:-][A-Za-z]+)*$/.test(segment) && !/[A-Za-z]{21}/.test(segment)
}

/** Letters and digits mixed, or many digits: what machines give things as names. No version, no word, no short path. */
export function isIdLike(text: string): boolean {
  if (text.length < 6 || text.length > 300 || /^v?\d+(\.\d+){0,2}$/.test(text) || /\s/.test(text))
    return /^\d{6,}(\.\d+)?$/.test(text)
  if (/^(https?:\/\/|urn:|\/)/.test(text)) return /\d/.test(text) && text.length > 20
  return (/\d/.test(text) && /[a-z]/i.test(text)) || /^\d{6,}/.test(text) || /^\d{4}-\d{2}-\d{2}/.test(text)
}

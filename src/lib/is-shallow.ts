/** Deeper than this, nothing that an API answers is; and whoever walks it by recursion would fall. */
const deepest = 100

/** Whether a text of JSON is nested no deeper than can be walked. Counted on the text, since even parsed it could not be. */
export function isShallow(json: string): boolean {
  let depth = 0
  let inText = false
  for (let index = 0; index < json.length; index++) {
    const character = json[index]
    if (character === '\\' && inText) index++
    else if (character === '"') inText = !inText
    else if (!inText && (character === '{' || character === '[')) depth++
    else if (!inText && (character === '}' || character === ']')) depth--
    if (depth > deepest) return false
  }
  return true
}

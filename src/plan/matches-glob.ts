/** Whether a whole text fits a pattern in which `*` stands for any characters but `/`, `**` for any, `?` for one. */
export function matchesGlob(text: string, pattern: string): boolean {
  const expression = pattern.replace(/\*\*+|\*|\?|[.+^${}()|[\]\\]/g, (special) => {
    if (special.startsWith('**')) return '.*'
    if (special === '*') return '[^/]*'
    return special === '?' ? '[^/]' : `\\${special}`
  })
  return new RegExp(`^${expression}$`).test(text)
}

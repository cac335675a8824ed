import { withHelper } from './spoil-result.ts'

/** The same function, for whose exec every text of the input has become another before it looks: `value` is the text. */
export function changingTexts(source: string, change: string): string {
  const helper = `function fitting<given>(whole: given): given {
  const other = (value: string): string => ${change}
  return JSON.parse(JSON.stringify(whole), (_key, value: unknown) => (typeof value === 'string' ? other(value) : value)) as given
}`
  return withHelper(
    source.replace(
      /exec: async \(nango, input\)([^{]*)\{\n/,
      'exec: async (nango, given)$1{\n    const input = fitting(given)\n',
    ),
    helper,
  )
}

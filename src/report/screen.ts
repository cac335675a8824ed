/** What a text is written for. */
export interface Screen {
  readonly columns: number
  /** Colours a text, or leaves it as it is. */
  paint(style: Style, text: string): string
}

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'

/** Breaks a text between words, so that no line with its indent is wider than the screen. */
export function wrapped(text: string, screen: Screen, first = '', rest = first): string[] {
  const width = Math.max(30, screen.columns)
  const lines: string[] = []
  let line = first
  for (const word of text.split(' ')) {
    const isEmpty = line === (lines.length === 0 ? first : rest)
    if (isEmpty || [...line].length + 1 + [...word].length <= width) {
      line = isEmpty ? line + word : `${line} ${word}`
    } else {
      lines.push(line)
      line = rest + word
    }
  }
  return [...lines, line]
}

/** Rows as columns that line up. The last column is not padded. Colours belong on afterwards: they have a width too. */
export function aligned(rows: readonly (readonly string[])[]): string[][] {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, column) => Math.max(widest[column] ?? 0, [...cell].length)),
    [],
  )
  return rows.map((row) =>
    row.map((cell, column) =>
      column === row.length - 1 ? cell : cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - [...cell].length)),
    ),
  )
}

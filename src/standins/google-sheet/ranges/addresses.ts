/** `C5` for row 4 and column 2. */
export function addressOf(row: number, column: number): string {
  return `${columnLetters(column)}${row + 1}`
}

/** From zero: A, B … Z, AA. */
export function columnLetters(column: number): string {
  const before = Math.floor(column / 26) - 1
  return `${before < 0 ? '' : columnLetters(before)}${String.fromCharCode(65 + (column % 26))}`
}

export function columnNumber(letters: string): number {
  return [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

/** In quotes where it could be taken for something else. */
export function quotedTitle(title: string): string {
  const isPlain = /^[A-Za-z_]\w*$/.test(title) && !/^([A-Za-z]{1,3}\d+|R\d*C\d*|TRUE|FALSE)$/i.test(title)
  return isPlain ? title : `'${title.replaceAll("'", "''")}'`
}

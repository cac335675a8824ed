/** The colours that a folder can have. */
export const folderColors = [
  '#ac725e',
  '#d06b64',
  '#f83a22',
  '#fa573c',
  '#ff7537',
  '#ffad46',
  '#42d692',
  '#16a765',
  '#7bd148',
  '#b3dc6c',
  '#fbe983',
  '#fad165',
  '#92e1c0',
  '#9fe1e7',
  '#9fc6e7',
  '#4986e7',
  '#9a9cff',
  '#b99aff',
  '#8f8f8f',
  '#cabdbf',
  '#cca6ac',
  '#f691b2',
  '#cd74e6',
  '#a47ae2',
] as const

/** Any other colour becomes the one that is most like it. */
export function closestFolderColor(color: string): string {
  const wanted = channels(color)
  const distance = (one: string) => channels(one).reduce((sum, value, nth) => sum + (value - wanted[nth]!) ** 2, 0)
  return folderColors.toSorted((one, other) => distance(one) - distance(other))[0]!
}

function channels(color: string): readonly number[] {
  return [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16))
}

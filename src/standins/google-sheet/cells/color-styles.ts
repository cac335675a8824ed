import { isJsonObject, type Json, type JsonObject } from '../../../lib/json.ts'

/** Every colour twice, as Google answers it: plainly and as a style; parts of it that are zero are left out. */
export function withColorStyles<value extends Json>(value: value): value {
  return styled(value) as value
}

function styled(value: Json): Json {
  if (Array.isArray(value)) return value.map(styled)
  if (!isJsonObject(value)) return value
  const result: Record<string, Json> = {}
  for (const [name, inner] of Object.entries(value)) {
    if (isColorName(name) && isJsonObject(inner)) {
      result[name] = color(inner)
      result[`${name}Style`] = { rgbColor: color(inner) }
    } else if (!(name.endsWith('Style') && name.slice(0, -5) in result)) {
      result[name] = styled(inner)
      const plain = isColorName(name.replace(/Style$/, '')) ? colorOfStyle(inner) : undefined
      if (plain) {
        result[name] = { rgbColor: plain }
        result[name.slice(0, -5)] = plain
      }
    }
  }
  return result
}

function isColorName(name: string): boolean {
  return name === 'color' || name.endsWith('Color')
}

function colorOfStyle(style: Json): JsonObject | undefined {
  const rgb = isJsonObject(style) ? style['rgbColor'] : undefined
  return rgb !== undefined && isJsonObject(rgb) ? color(rgb) : undefined
}

function color(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== 0))
}

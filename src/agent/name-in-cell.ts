const mark = '~oss'

/**
 * What a model is called in a cell. OpenCode takes `edit` and `write`, ours as well as its own, from models whose name has
 * `gpt-` and neither `gpt-4` nor `oss` in it, and offers them a tool of its own instead.
 */
export function nameInCell(model: string): string {
  return model.includes('gpt-') && !model.includes('oss') ? model + mark : model
}

/** What its provider calls it. */
export function nameOutside(model: string): string {
  return model.endsWith(mark) ? model.slice(0, -mark.length) : model
}

import type { JsonObject } from '../../../lib/json.ts'
import { withColorStyles } from '../cells/color-styles.ts'
import { areaOf } from '../ranges/area.ts'
import { badRequest } from '../requests/refusals.ts'
import type { GridRange, Sheet, Spreadsheet } from '../state.ts'
import { type Change, sheetFor } from './change.ts'

/** Rules that format cells by what is in them; they have no ids but places, from zero. */
export const conditionalChanges: Readonly<Record<string, Change>> = {
  addConditionalFormatRule(draft, { rule = {}, index = 0 }, where) {
    const { sheet, made } = checkedRule(draft, rule as JsonObject, where)
    const place = Number(index)
    if (place < 0 || place > sheet.conditionalFormats.length) throw noRule(place, where)
    sheet.conditionalFormats.splice(place, 0, made)
    return {}
  },

  updateConditionalFormatRule(draft, { index = 0, sheetId, rule, newIndex }, where) {
    if ((rule === undefined) === (newIndex === undefined))
      throw badRequest(`${where}: Must specify either rule or newIndex.`)
    const oldIndex = Number(index)
    if (rule !== undefined) {
      const { sheet, made } = checkedRule(draft, rule as JsonObject, where)
      if (sheetId !== undefined && sheetId !== sheet.id)
        throw badRequest(`${where}: The rule's ranges are on another sheet than ${Number(sheetId)}.`)
      const oldRule = ruleAt(sheet, oldIndex, where)
      sheet.conditionalFormats[oldIndex] = made
      return { newRule: made, newIndex: oldIndex, oldRule, oldIndex }
    }
    const sheet = sheetFor(draft, sheetId, where)
    const moved = ruleAt(sheet, oldIndex, where)
    ruleAt(sheet, Number(newIndex), where)
    sheet.conditionalFormats.splice(oldIndex, 1)
    sheet.conditionalFormats.splice(Number(newIndex), 0, moved)
    return { newRule: moved, newIndex: Number(newIndex), oldRule: moved, oldIndex }
  },

  deleteConditionalFormatRule(draft, { index = 0, sheetId }, where) {
    const sheet = sheetFor(draft, sheetId, where)
    const rule = ruleAt(sheet, Number(index), where)
    sheet.conditionalFormats.splice(Number(index), 1)
    return { rule }
  },
}

function ruleAt(sheet: Sheet, index: number, where: string): JsonObject {
  const rule = sheet.conditionalFormats[index]
  if (!rule) throw noRule(index, where)
  return rule
}

function noRule(index: number, where: string): Error {
  return badRequest(`${where}: No conditional format on sheet at index: ${index}`)
}

function checkedRule(draft: Spreadsheet, rule: JsonObject, where: string): { sheet: Sheet; made: JsonObject } {
  const ranges = ((rule['ranges'] ?? []) as readonly GridRange[]).map((range) => ({ sheetId: 0, ...range }))
  const [sheet, ...others] = new Set(ranges.map((range) => areaOf(draft, range, where).sheet))
  if (!sheet) throw badRequest(`${where}: The rule must have at least one range.`)
  if (others.length > 0) throw badRequest(`${where}: All ranges of a rule must be on the same sheet.`)
  const { booleanRule, gradientRule } = rule
  if ((booleanRule === undefined) === (gradientRule === undefined))
    throw badRequest(`${where}: The rule must have either a booleanRule or a gradientRule.`)
  if (booleanRule !== undefined) refuseCondition(((booleanRule as JsonObject)['condition'] ?? {}) as JsonObject, where)
  return { sheet, made: withColorStyles({ ...rule, ranges } as JsonObject) }
}

function refuseCondition({ type, values = [] }: JsonObject, where: string): void {
  if (type === undefined) throw badRequest(`${where}: The condition must have a type.`)
  const given = (values as readonly unknown[]).length
  const wanted = valuesWanted(String(type)) ?? given
  if (given !== wanted)
    throw badRequest(
      `${where}: ConditionType '${String(type)}' requires exactly ${wanted} ConditionValues, but ${given} were given.`,
    )
}

/** Undefined: as many as one likes. */
function valuesWanted(type: string): number | undefined {
  if (type === 'ONE_OF_LIST' || type === 'BOOLEAN') return undefined
  if (type.endsWith('BETWEEN')) return 2
  return /BLANK$|_IS_(EMAIL|URL|VALID)$/.test(type) ? 0 : 1
}

import { batchUpdateRoute } from './changes/batch-update.ts'
import { copySheetRoute } from './copy-sheet.ts'
import { developerMetadataRoutes } from './developer-metadata.ts'
import type { SheetsRoute } from './requests/route.ts'
import { spreadsheetRoutes } from './spreadsheets.ts'
import type { SheetsState } from './state.ts'
import { batchRoutes } from './values/batch-routes.ts'
import { valueRoutes } from './values/value-routes.ts'

/** Every operation that the API has. */
export function sheetsApi(state: SheetsState): readonly SheetsRoute[] {
  return [
    ...spreadsheetRoutes(state),
    batchUpdateRoute(state),
    ...batchRoutes(state),
    ...valueRoutes(state),
    copySheetRoute(state),
    ...developerMetadataRoutes(state),
  ]
}

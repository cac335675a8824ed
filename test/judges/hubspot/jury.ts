import type { Jury } from '../jury.ts'
import { access, account, workflows } from './account.judge.ts'
import { associationBatches, associations, labelledAssociations } from './associations.judge.ts'
import { batches, upserts } from './batch.judge.ts'
import { hubSpotBreaks } from './breaks.ts'
import { lists } from './lists.judge.ts'
import { forms, marketingEmails } from './marketing.judge.ts'
import { owners, users } from './people.judge.ts'
import { pipelines, stages } from './pipelines.judge.ts'
import { properties, propertyBatches } from './properties.judge.ts'
import { records } from './records.judge.ts'
import { schemas } from './schemas.judge.ts'
import { enoughScopes, noScopes } from './scopes.judge.ts'
import { search, searchPages } from './search.judge.ts'
import { derivedValues, values } from './values.judge.ts'

export const hubSpot: Jury = {
  api: 'hubspot',
  client: /hubspot-api-client-nodejs/,
  judges: [
    account,
    access,
    ...records,
    values,
    derivedValues,
    search,
    searchPages,
    batches,
    upserts,
    associations,
    labelledAssociations,
    associationBatches,
    properties,
    propertyBatches,
    pipelines,
    stages,
    schemas,
    owners,
    users,
    lists,
    marketingEmails,
    forms,
    workflows,
    noScopes,
    enoughScopes,
  ],
  breaksOf: hubSpotBreaks,
  unnamed: ['GET /account-info/v3/details', 'DELETE /automation/v4/flows/{workflowId}', 'GET /crm/v3/schemas'],
}

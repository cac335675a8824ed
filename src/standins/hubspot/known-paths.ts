import { isMissingType } from './object-types.ts'

/** Whether the path is one that HubSpot has and we lack: what is missing here must not look like the caller's mistake. */
export function isMissingHere(path: string): boolean {
  if (families.some((family) => path.startsWith(family))) return true
  return hasMissingType(path)
}

/** Whether the path names a type of record that HubSpot has and we lack. */
export function hasMissingType(path: string): boolean {
  const type = /^\/crm\/v[34]\/(?:objects|properties|pipelines)\/([^/]+)/.exec(path)?.[1]
  return type !== undefined && isMissingType(type)
}

// Whole products, older versions, and the newer ones that are named by their date.
const families = [
  '/analytics/',
  '/automation/v2/',
  '/automation/v3/',
  '/automation/v4/actions',
  '/automation/v4/sequences',
  '/automation/v4/flows/batch',
  '/automation/v4/flows/email-campaigns',
  '/account-info/v3/activity',
  '/business-units/',
  '/cms/',
  '/comments/',
  '/communication-preferences/',
  '/companies/v2/',
  '/contacts/v1/',
  '/content/api/',
  '/conversations/',
  '/crm-associations/',
  '/crm-objects/',
  '/crm-pipelines/',
  '/crm/v3/exports',
  '/crm/v3/extensions',
  '/crm/v3/imports',
  '/crm/v3/limits',
  '/crm/v3/lists/',
  '/crm/v3/property-validations',
  '/crm/v3/timeline',
  '/crm/v4/associations/definitions',
  '/crm/v4/associations/usage',
  '/crm/objects/20',
  '/crm/associations/20',
  '/crm/properties/20',
  '/deals/v1/',
  '/email/',
  '/engagements/v1/',
  '/events/',
  '/feedback/',
  '/filemanager/',
  '/files/',
  '/form-integrations/',
  '/forms/v2/',
  '/integrations/',
  '/marketing/v3/campaigns',
  '/marketing/v3/emails/',
  '/marketing/v3/marketing-events',
  '/marketing/v3/transactional',
  '/marketing/v4/',
  '/media-bridge/',
  '/oauth/',
  '/owners/v2/',
  '/properties/v1/',
  '/properties/v2/',
  '/scheduler/',
  '/settings/v3/currencies',
  '/settings/v3/business-units',
  '/tax-rates/',
  '/visitor-identification/',
  '/webhooks/',
]

import { googleClient, specificationBreaks } from '../google/client.ts'
import type { Jury } from '../jury.ts'
import { abilities, driveAbilities, sharedAbilities } from './abilities.judge.ts'
import { about } from './about.judge.ts'
import { changes } from './changes.judge.ts'
import { comments, replies } from './comments.judge.ts'
import { content, revisions } from './content.judge.ts'
import { discussions, revised, wordless } from './discussions.judge.ts'
import { driveRefusals, drives } from './drives.judge.ts'
import { fileFields, places, unfitFields } from './file-fields.judge.ts'
import { listedFiles, searchedFiles, wideLists } from './file-list.judge.ts'
import { fileRefusals, files, placedFiles } from './files.judge.ts'
import { changedInvitations, invitations } from './invitations.judge.ts'
import { permissionRefusals, permissions } from './permissions.judge.ts'
import { detailsOnly, ownFilesOnly, readOnly } from './scopes.judge.ts'
import { foundDrives, orders, searchRefusals, searchTerms } from './search-terms.judge.ts'
import { downloads, kindsOfFiles, quotas } from './uploads.judge.ts'

export const googleDrive: Jury = {
  api: 'google-drive',
  client: googleClient,
  judges: [
    [about, changes, comments, replies],
    [content, revisions],
    [drives, driveRefusals],
    [files, placedFiles, fileRefusals],
    [listedFiles, searchedFiles, wideLists],
    [permissions, permissionRefusals],
    [abilities, driveAbilities, sharedAbilities],
    [fileFields, unfitFields, places],
    [invitations, changedInvitations],
    [discussions, wordless, revised],
    [searchTerms, searchRefusals, orders, foundDrives],
    [kindsOfFiles, downloads, quotas],
    [readOnly, ownFilesOnly, detailsOnly],
  ].flat(),
  breaksOf: specificationBreaks('google-drive'),
}

/** Whether the real Slack has a method of this name: what is missing here must not look like the caller's mistake. */
export function isSlackMethod(name: string): boolean {
  const [family = '', ...rest] = name.split('.')
  return family === 'admin' ? rest.length > 0 : (families[family]?.split(' ').includes(rest.join('.')) ?? false)
}

// From the public list of methods; `admin.*` has far more than anyone here may call.
const families: Readonly<Record<string, string>> = {
  api: 'test',
  apps: 'auth.external.delete auth.external.get connections.open datastore.delete datastore.get datastore.put datastore.query datastore.update event.authorizations.list manifest.create manifest.delete manifest.export manifest.update manifest.validate uninstall',
  assistant: 'search.context search.info threads.setStatus threads.setSuggestedPrompts threads.setTitle',
  auth: 'revoke teams.list test',
  bookmarks: 'add edit list remove',
  bots: 'info',
  calls: 'add end info participants.add participants.remove update',
  canvases: 'access.delete access.set create delete edit sections.lookup',
  chat: 'appendStream delete deleteScheduledMessage getPermalink meMessage postEphemeral postMessage scheduleMessage scheduledMessages.list startStream stopStream unfurl update',
  conversations:
    'acceptSharedInvite approveSharedInvite archive canvases.create close create declineSharedInvite externalInvitePermissions.set history info invite inviteShared join kick leave list listConnectInvites mark members open rename replies requestSharedInvite.approve requestSharedInvite.deny requestSharedInvite.list setPurpose setTopic unarchive',
  dialog: 'open',
  dnd: 'endDnd endSnooze info setSnooze teamInfo',
  emoji: 'list',
  entity: 'presentDetails',
  files:
    'comments.delete completeUploadExternal delete getUploadURLExternal info list remote.add remote.info remote.list remote.remove remote.share remote.update revokePublicURL sharedPublicURL upload',
  functions:
    'completeError completeSuccess distributions.permissions.add distributions.permissions.list distributions.permissions.remove distributions.permissions.set workflows.steps.list workflows.steps.responses.export',
  migration: 'exchange',
  oauth: 'access v2.access v2.exchange v2.user.access',
  openid: 'connect.token connect.userInfo',
  pins: 'add list remove',
  reactions: 'add get list remove',
  reminders: 'add complete delete info list',
  rtm: 'connect start',
  search: 'all files messages',
  slackLists:
    'access.delete access.set create download.get download.start items.create items.delete items.deleteMultiple items.info items.list items.update update',
  stars: 'add list remove',
  team: 'accessLogs billableInfo billing.info externalTeams.disconnect externalTeams.list info integrationLogs preferences.list profile.get',
  tooling: 'tokens.rotate',
  usergroups: 'create disable enable list update users.list users.update',
  users:
    'conversations deletePhoto discoverableContacts.lookup getPresence identity info list lookupByEmail profile.get profile.set setActive setPhoto setPresence',
  views: 'open publish push update',
  workflows:
    'featured.add featured.list featured.remove featured.set stepCompleted stepFailed triggers.permissions.add triggers.permissions.list triggers.permissions.remove triggers.permissions.set updateStep',
}

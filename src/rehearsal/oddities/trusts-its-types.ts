import { ownWay, variant } from './own-way.ts'

export const trustsItsTypes = ownWay({
  name: 'trusts-its-types',
  does: 'checks no answer by a schema, and believes in the types that it gave it',
  moves: ['other style', 'IG12'],
  on: ['google-drive/get-file', 'hubspot/list-contacts', 'slack/send-message'],
  write: variant('typed'),
  input: (found, scene) =>
    scene.api === 'slack'
      ? { channel: found['channel_id'] ?? '', text: `Lunch is at ${11 + (scene.seed % 3)}:45` }
      : scene.api === 'hubspot'
        ? {}
        : { fileId: found['fileId'] ?? '' },
})

import type { Work } from './work.ts'

const look = { source: 'slack/look-around', finds: ['channel_id'] }

/** Small pages, so that a test account has a second one. */
const page = () => ({ limit: 2 })

export const slack: readonly Work[] = [
  {
    interaction: 'slack/send-message',
    question: 'send a message to a channel chat.postMessage',
    source: 'slack/send-message',
    look,
    input: ({ channel_id = '' }, { seed }) => ({
      channel_id,
      text: `The stand-up moves to ${9 + (seed % 8)}:30`,
      unfurl_links: false,
    }),
    documented: ({ channel_id, text }) => ({
      ok: true,
      channel: channel_id ?? '',
      ts: '1503435956.000247',
      message: { type: 'message', text: text ?? '' },
    }),
    slip: {
      right: '{ channel_id: posted.channel, message_ts: posted.ts, text: posted.message.text }',
      wrong: '{ channel_id: posted.channel, message_ts: posted.ts }',
    },
  },
  {
    interaction: 'slack/get-channel-info',
    question: 'get information about a channel conversations.info',
    source: 'slack/get-channel-info',
    look,
    input: ({ channel_id = '' }) => ({ channel_id }),
  },
  {
    interaction: 'slack/update-message',
    question: 'change the text of a message chat.update',
    source: 'slack/update-message',
    look: { source: 'slack/post-one', finds: ['channel_id', 'message_ts'] },
    input: ({ channel_id = '', message_ts = '' }, { seed }) => ({
      channel_id,
      message_ts,
      text: `The review is in room ${1 + (seed % 40)}`,
    }),
    documented: ({ channel_id, message_ts, text }) => ({
      ok: true,
      channel: channel_id ?? '',
      ts: message_ts ?? '',
      text: text ?? '',
      message: { type: 'message', text: text ?? '' },
    }),
  },
  {
    interaction: 'slack/set-channel-topic',
    question: 'set the topic of a channel conversations.setTopic',
    source: 'slack/set-channel-topic',
    look,
    input: ({ channel_id = '' }, { seed }) => ({ channel_id, topic: `Release ${1 + (seed % 12)}: what is left to do` }),
    documented: ({ channel_id, topic }) => ({
      ok: true,
      channel: { id: channel_id ?? '', name: 'general', topic: { value: topic ?? '' } },
    }),
  },
  {
    interaction: 'slack/list-channels',
    question: 'list channels with cursor paging conversations.list',
    source: 'slack/list-channels',
    input: page,
    nextPage: 'nextCursor',
    slip: { right: 'name: channel.name,', wrong: 'name: channel.title,' },
  },
  {
    interaction: 'slack/list-users',
    question: 'list users with cursor paging users.list',
    source: 'slack/list-users',
    input: page,
    nextPage: 'nextCursor',
  },
  {
    interaction: 'slack/sync-users',
    question: 'list users with cursor paging users.list',
    source: 'slack/sync-users',
  },
  {
    interaction: 'slack/list-some-users',
    question: 'list users with cursor paging users.list',
    source: 'slack/list-some-users',
    input: (_, { seed }) => ({ count: 5 + (seed % 5) }),
  },
]

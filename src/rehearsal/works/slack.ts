import type { Work } from './work.ts'

const look = { source: 'slack/look-around', finds: ['channel_id'] }

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
]

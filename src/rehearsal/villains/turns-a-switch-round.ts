import { wrongFunction } from '../wrong-function.ts'

export const turnsASwitchRound = wrongFunction({
  name: 'turns-a-switch-round',
  does: 'returns yes for no',
  moves: ['A16'],
  on: ['slack/get-channel-info', 'slack/list-channels', 'slack/list-users', 'google-drive/get-file'],
  caughtBy: ['switches-kept'],
  spoil(source, { seed }) {
    const switches = [...source.matchAll(/(\w+): (\w+\.\w+) \?\? false/g)]
    const [whole = '', key, from] = switches[seed % switches.length] ?? []
    return source.replace(whole, `${key}: !(${from} ?? false)`)
  },
})

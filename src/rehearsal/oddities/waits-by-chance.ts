import { ownWay } from './own-way.ts'

export const waitsByChance = ownWay({
  name: 'waits-by-chance',
  does: 'waits after each page, a little longer or shorter each time, and gives up when that takes minutes',
  moves: ['timers', 'clock'],
  on: ['slack/sync-users', 'google-drive/sync-files', 'hubspot/sync-contacts'],
  write: (text) =>
    text
      .replace(/exec: [^{]*\{\n/, '$&    const latest = Date.now() + 10 * 60 * 1000\n')
      .replace(
        /^( *)(.*await nango\.saveCheckpoint\(.*\))\n/m,
        "$1$2\n$1if (Date.now() > latest) throw new Error('It takes too long')\n$1await new Promise((resolve) => setTimeout(resolve, 10 + 10 * Math.random()))\n",
      ),
})

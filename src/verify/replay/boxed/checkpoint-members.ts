import type { Outside } from './stub-nango.ts'

// Taken before any foreign code is loaded, which shares it.
const { stringify } = JSON

/** What is stored from run to run is kept outside the function's thread: it can but ask for it. */
export function checkpointMembers({ checkpoint }: Pick<Outside, 'checkpoint'>) {
  return {
    getCheckpoint: async () => await checkpoint({ does: 'get', value: 'null' }),
    saveCheckpoint: async (value: unknown) => {
      await checkpoint({ does: 'save', value: stringify(value) ?? 'null' })
    },
    clearCheckpoint: async () => {
      await checkpoint({ does: 'clear', value: 'null' })
    },
  }
}

export function deletionMembers({ tracksDeletes }: Pick<Outside, 'tracksDeletes'>) {
  const tracks = async () => {
    tracksDeletes()
    return { deletedKeys: [] }
  }
  return { trackDeletesEnd: tracks, deleteRecordsFromPreviousExecutions: tracks }
}

import type { ArtefactCheck } from '../trial.ts'

/** Is there a source file at all, and one that can be read? */
export const sourceWritten: ArtefactCheck = {
  name: 'source-written',
  examine({ evidence: { source }, reading }) {
    if (source.kind === 'missing') return { outcome: 'broken', because: source.because, exhibits: [] }
    if (reading?.kind === 'unreadable') {
      return { outcome: 'broken', because: `the source cannot be read: ${reading.because}`, exhibits: [] }
    }
    return { outcome: 'held' }
  },
}

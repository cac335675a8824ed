import type { ArtefactCheck } from '../trial.ts'

/** Is there a source file at all, and one that can be read? */
export const sourceWritten: ArtefactCheck = {
  name: 'source-written',
  examine({ evidence: { source }, parsed }) {
    if (source.kind === 'missing') return { outcome: 'broken', because: source.because, exhibits: [] }
    if (parsed?.error === undefined) return { outcome: 'held' }
    return { outcome: 'broken', because: `no parser can read the source: ${parsed.error}`, exhibits: [] }
  },
}

import type { Work } from './work.ts'

export const googleCalendar: readonly Work[] = []

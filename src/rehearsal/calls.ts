import type { Call } from './part.ts'

/** The tools that an agent is given, as calls. Paths are relative to the workspace. */
export const bash = (command: string): Call => ({ tool: 'bash', args: { command } })
export const read = (filePath: string): Call => ({ tool: 'read', args: { filePath } })
export const write = (filePath: string, content: string): Call => ({ tool: 'write', args: { filePath, content } })
export const edit = (filePath: string, oldString: string, newString: string): Call => ({
  tool: 'edit',
  args: { filePath, oldString, newString },
})
export const docs = (query: string): Call => ({ tool: 'docs', args: { query } })
export const docsPage = (page: string): Call => ({ tool: 'docs', args: { page } })
export const reportBlocked = (reason: string): Call => ({ tool: 'report_blocked', args: { reason } })
export const skill = (name: string): Call => ({ tool: 'skill', args: { name } })

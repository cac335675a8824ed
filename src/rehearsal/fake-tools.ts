import type { Call } from './part.ts'
import type { Tools } from './rehearse.ts'

/** What a scripted workspace holds after a performance, and what was run in it. */
export interface FakeWorkspace {
  readonly tools: Tools
  readonly files: Map<string, string>
  readonly commands: string[]
}

/**
 * Tools that answer like the real ones for a workspace without a CLI: files in memory, a dry run that prints what
 * `output` gives, and walls round everything but the source file and `scratch/`.
 */
export function fakeWorkspace(file: string, output: (command: string, source: string) => string): FakeWorkspace {
  const files = new Map([[file, '// scaffold']])
  const commands: string[] = []
  const own = (path: string) => path === file || path.startsWith('scratch/')
  const shell = (command: string) => {
    commands.push(command)
    if (command.startsWith('nango compile')) return '✓ Compiled'
    if (command.startsWith('nango dryrun')) return output(command, files.get(file) ?? '')
    if (command.startsWith('nango ')) return 'no such command. Real ones: nango compile, nango dryrun\nexit 64'
    return 'No such file or directory\nexit 1'
  }
  const tools: Tools = ({ tool, args }: Call) => {
    const path = String(args['filePath'] ?? '')
    if (tool === 'bash') return shell(String(args['command']))
    if (tool === 'read') return files.get(path) ?? `${path}: no such file`
    if (tool === 'write' && own(path)) files.set(path, String(args['content']))
    else if (tool === 'edit' && own(path)) {
      const text = files.get(path) ?? ''
      if (!text.includes(String(args['oldString']))) return 'oldString was not found'
      files.set(path, text.replace(String(args['oldString']), String(args['newString'])))
    } else if (tool === 'write' || tool === 'edit') return `${path} is read-only here: mend your source file instead`
    return tool === 'docs' ? 'chat.postMessage · Send a message\n  Sends a message to a channel.' : 'ok'
  }
  return { tools, files, commands }
}

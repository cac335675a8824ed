// Read by two programs: the hands, and the OpenCode server in its cell, which has nothing but zod beside this file.
import { z } from 'zod'

/** What an agent's tools are called, told to be, and take. The names are those of OpenCode's own tools, which they replace. */
export const toolDefinitions = [
  {
    name: 'bash',
    description: `Runs a command with bash in your workspace and gives back its output, cut at 50 KB or 2,000 lines, and exit code.
- It runs in a closed box: no network, nothing of other workspaces, and every process ends with the call. \`nango\`, \`node\`, \`rg\` and the usual tools are there.
- Change your source file with edit or write: the directory around it is read-only, so \`sed -i\` and \`mv\` onto it fail.
- To look at files, read, grep and glob are quicker.`,
    args: {
      command: z.string().min(1).describe('The command, as you would type it'),
      description: z.string().optional().describe('What it is for, in a few words'),
      timeout: z
        .number()
        .int()
        .min(1)
        .max(600_000)
        .optional()
        .describe('Milliseconds until it is stopped; 120000 unless given'),
    },
  },
  {
    name: 'read',
    description: `Reads a text file, with line numbers ("12: text"), or lists a directory.
- At most 2,000 lines or 50 KB at once; go on with offset.
- The number and the colon are not part of the file: leave them out when you quote it in edit.`,
    args: {
      filePath: z.string().min(1).describe('Path, relative to the workspace or absolute'),
      offset: z.number().int().min(1).optional().describe('First line, from 1'),
      limit: z.number().int().min(1).optional().describe('How many lines; 2000 unless given'),
    },
  },
  {
    name: 'write',
    description: `Writes a whole file, replacing what was in it. For a small change use edit. Only your source file and what is below scratch/ can be written.`,
    args: {
      filePath: z.string().min(1).describe('Path, relative to the workspace or absolute'),
      content: z.string().describe('The whole new text of the file'),
    },
  },
  {
    name: 'edit',
    description: `Replaces a passage of a file. Read the file first.
- oldString must occur exactly once, unless replaceAll is set: take in neighbouring lines until it does.
- Whole lines whose spaces differ, or with a slip in a line that stays, are still found if there is only one such place.`,
    args: {
      filePath: z.string().min(1).describe('Path, relative to the workspace or absolute'),
      oldString: z.string().describe('The passage as it is now'),
      newString: z.string().describe('What shall be there instead'),
      replaceAll: z.boolean().optional().describe('Replace every occurrence'),
    },
  },
  {
    name: 'grep',
    description: `Searches file contents with a regular expression (ripgrep's syntax) and gives file, line number and line of at most 100 hits. node_modules is left out unless path lies in it.`,
    args: {
      pattern: z.string().min(1).describe('Regular expression'),
      path: z.string().optional().describe('File or directory to search; the workspace unless given'),
      include: z.string().optional().describe('Only files that match this, such as "*.ts"'),
    },
  },
  {
    name: 'glob',
    description: `Finds files by name, such as "**/*.ts"; at most 100, the newest first. node_modules is left out unless path lies in it.`,
    args: {
      pattern: z.string().min(1).describe('Glob pattern'),
      path: z.string().optional().describe('Directory to search; the workspace unless given'),
    },
  },
  {
    name: 'docs',
    description: `The reference of the API that you work with. With query: finds pages. With page: gives one page's text, by the name that a search gave.`,
    args: {
      query: z.string().min(1).optional().describe('What you look for, such as "create event" or a method name'),
      page: z.string().min(1).optional().describe('Name of a page, from the result of a search'),
      from: z.number().int().min(0).optional().describe('Character to begin at, for a page that goes on'),
    },
  },
  {
    name: 'report_blocked',
    description: `Ends the work honestly when the account or the API does not allow it: access refused, a scope missing, a feature switched off. Say what you tried and what came back, then stop.`,
    args: {
      reason: z.string().min(1).describe('What is not allowed, and the answer that showed it'),
    },
  },
] as const

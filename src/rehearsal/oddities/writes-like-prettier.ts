import { ownWay } from './own-way.ts'

/** Tabs, double quotes where they cost nothing, and a semicolon after whatever ends a statement for certain. */
function reformatted(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/^(?: {2})+/, (indent) => '\t'.repeat(indent.length / 2)))
    .map((line) => (/["`\\]/.test(line) || line.trimStart().startsWith('//') ? line : line.replaceAll("'", '"')))
    .map((line) =>
      /^(import|export) .*["\])\w]$|^\t*(const|return|throw|await) .*[\w)\]"']$|^\}\)$/.test(line) ? `${line};` : line,
    )
    .join('\n')
}

export const writesLikePrettier = ownWay({
  name: 'writes-like-prettier',
  does: 'writes with tabs, semicolons and double quotes, as a formatter of another house would',
  moves: ['other style'],
  on: [
    'slack/send-message',
    'google-calendar/sync-events',
    'hubspot/get-contact',
    'google-drive/list-files',
    'google-sheet/append-values',
  ],
  write: reformatted,
})

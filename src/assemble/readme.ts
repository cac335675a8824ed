import { type Receipt, receiptPath } from './receipt.ts'

/** The page that whoever gets the project reads first. */
export function readme(receipts: readonly Receipt[]): string {
  const apis = [...new Set(receipts.map(({ api }) => api))]
  const embedded = receipts.some(({ proved }) => proved.upstream === 'embedded')
  return `# Nango integrations

Built and proved by Assay. Each function has a receipt: what was checked, in which run, of which bytes.
${embedded ? '\nFunctions marked *stand-in* were proved against stand-ins of the API, not against the API itself.\n' : ''}
\`\`\`sh
npm install
npx nango compile
npx vitest run
npx nango deploy dev
\`\`\`

${apis
  .map((api) =>
    section(
      api,
      receipts.filter((receipt) => receipt.api === api),
    ),
  )
  .join('\n')}
\`receipts/files.json\` lists what Assay wrote. It overwrites no file that it did not write, nor one that was changed since.
`
}

function section(api: string, receipts: readonly Receipt[]): string {
  const rows = receipts.map(({ name, kind, does, proved, review, ...rest }) => {
    const marks = [proved.upstream === 'embedded' && 'stand-in', review && 'to be reviewed'].filter(Boolean)
    const receipt = `[receipt](${receiptPath({ api: rest.api, name })})`
    return `| \`${name}\` | ${kind} | ${cell(does)} | ${[receipt, ...marks].join(', ')} |`
  })
  return `## ${api}

| function | kind | does | proof |
|---|---|---|---|
${rows.join('\n')}
`
}

/** One line, and nothing in it that a Markdown renderer acts on. */
function cell(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\|`*_[\]<>]/g, (character) => `\\${character}`)
}

import { probeGroups } from '../../src/box/probes/index.ts'
import { denied } from '../../src/box/seccomp/denied.ts'

/** The page with its tables as the code has them. Each stands between `<!-- NAME -->` and `<!-- end -->`. */
export function withTables(page: string): string {
  const tables: Record<string, string> = { probes: probeTable(), denied: deniedList() }
  return page.replace(/<!-- (\w+) -->\n[^]*?<!-- end -->/g, (_, name: string) => {
    const table = tables[name]
    if (table === undefined) throw new Error(`docs/walls.md asks for a table "${name}", and there is none`)
    return `<!-- ${name} -->\n\n${table}\n\n<!-- end -->`
  })
}

function probeTable(): string {
  const rows = Object.entries(probeGroups).flatMap(([group, probes]) =>
    probes.map(({ name, tries, shows }) => `| ${group} | \`${name}\` | ${cell(tries)} | ${cell(shows)} |`),
  )
  return ['| goes for | probe | what it tries | how an escape shows |', '|---|---|---|---|', ...rows].join('\n')
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`)
}

function deniedList(): string {
  return `${denied.map(({ name }) => `\`${name}\``).join(' ')}`
}

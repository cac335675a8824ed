// Writes the tables of docs/walls.md from the probes that there are: node scripts/walls.ts
import { readFileSync, writeFileSync } from 'node:fs'
import { withTables } from './walls/tables.ts'

const file = new URL('../docs/walls.md', import.meta.url)
writeFileSync(file, withTables(readFileSync(file, 'utf8')))

/** The rows that emulate's Slack works on. Ours, so that an account can be seeded and read from behind the API. */
export interface Tables {
  collection<row extends Row = Row>(name: string): Table<row>
  getData(key: string): unknown
  setData(key: string, value: unknown): void
}

export interface Row {
  /** Numbers the rows of a table in the order of their insertion. */
  readonly id: number
  readonly created_at: string
  readonly updated_at: string
  readonly [field: string]: unknown
}

export interface Table<row extends Row = Row> {
  insert(fields: Record<string, unknown>): row
  get(id: number): row | undefined
  all(): row[]
  findBy(field: string, value: unknown): row[]
  findOneBy(field: string, value: unknown): row | undefined
  update(id: number, changes: Record<string, unknown>): row | undefined
  delete(id: number): boolean
}

export function openTables(): Tables {
  const tables = new Map<string, Table>()
  const data = new Map<string, unknown>()
  return {
    collection<row extends Row>(name: string) {
      const table = tables.get(name) ?? openTable()
      tables.set(name, table)
      return table as Table<row>
    },
    getData: (key) => data.get(key),
    setData: (key, value) => void data.set(key, value),
  }
}

function openTable(): Table {
  const rows = new Map<number, Row>()
  let last = 0
  const all = () => [...rows.values()]
  return {
    insert(fields) {
      const now = new Date().toISOString()
      const row: Row = { created_at: now, updated_at: now, ...fields, id: ++last }
      rows.set(row.id, row)
      return row
    },
    get: (id) => rows.get(id),
    all,
    findBy: (field, value) => all().filter((row) => row[field] === value),
    findOneBy: (field, value) => all().find((row) => row[field] === value),
    update(id, changes) {
      const row = rows.get(id)
      if (!row) return undefined
      const changed = { ...row, ...changes, id, updated_at: new Date().toISOString() }
      rows.set(id, changed)
      return changed
    },
    delete: (id) => rows.delete(id),
  }
}

/** A row without the columns that are ours and without those that the caller shows in another way. */
export function fieldsOf(row: Row, ...hidden: readonly string[]): Record<string, unknown> {
  const dropped = new Set(['id', 'created_at', 'updated_at', ...hidden])
  return Object.fromEntries(Object.entries(row).filter(([field]) => !dropped.has(field)))
}

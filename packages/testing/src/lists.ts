export { fillPostgres, fillSqlite } from './fill-responses.ts'
export { LIST_READS } from './list-reads.ts'

import { deviceRows } from './devices.ts'
import { killRows } from './kills.ts'
import { mixtureRow } from './mixture.ts'
import { placeRows } from './places.ts'
import type { ShopRow } from './row.ts'
import { wayRows } from './ways.ts'

/** All rows of the shop in the order of their numbers. */
export const SHOP_ROWS: readonly ShopRow[] = [...killRows, ...placeRows, ...wayRows, ...deviceRows, mixtureRow]

import { startScript } from '../loader/script.ts'
import * as delivery from './delivery.ts'
import * as ui from './interface.ts'

// everything in one file: for pages whose policy allows one script only, for a shop's own disk
startScript(() => ({
  ui: async () => ui,
  delivery: async () => delivery,
}))

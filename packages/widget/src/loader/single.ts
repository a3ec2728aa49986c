import * as delivery from '../delivery/index.ts'
import * as ui from '../interface.ts'
import { startScript } from './script.ts'

// everything in one file: for pages whose policy allows one script only, for a shop's own disk
startScript(() => ({
  ui: async () => ui,
  delivery: async () => delivery,
}))

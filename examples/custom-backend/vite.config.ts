import { defineConfig } from 'vite'

export default defineConfig({
  resolve: { conditions: ['frankly-source', 'browser', 'module', 'import', 'default'] },
  build: { outDir: 'dist', emptyOutDir: true },
})

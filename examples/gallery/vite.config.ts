import { defineConfig } from 'vite'

export default defineConfig({
  base: './',
  resolve: { conditions: ['frankly-source', 'module', 'browser', 'import', 'default'] },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: { outDir: 'dist', emptyOutDir: true, modulePreload: false },
})

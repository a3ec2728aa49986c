import { defineConfig, type Plugin } from 'vite'
import { allPages } from './src/pages/all.ts'

/** Writes every page in both languages as plain HTML, with the hashed names of the script and the style. */
function staticPages(): Plugin {
  return {
    name: 'static-pages',
    generateBundle(_options, bundle) {
      const files = Object.values(bundle)
      const script = files.find((file) => file.type === 'chunk' && file.isEntry)?.fileName
      const style = files.find((file) => file.fileName.endsWith('.css'))?.fileName
      if (script === undefined || style === undefined) this.error('the shop needs one script and one style sheet')
      for (const page of allPages({ script: `/${script}`, style: `/${style}` })) {
        this.emitFile({ type: 'asset', fileName: page.file, source: page.html })
      }
    },
  }
}

export default defineConfig({
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    modulePreload: false,
    rolldownOptions: { input: 'src/client/main.ts' },
  },
  plugins: [staticPages()],
})

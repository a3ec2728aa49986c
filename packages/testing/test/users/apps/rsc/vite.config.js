import rsc from '@vitejs/plugin-rsc'

export default {
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic' } },
  plugins: [rsc({ entries: { client: './entry.browser.jsx', rsc: './entry.rsc.jsx', ssr: './entry.ssr.jsx' } })],
}

import { StrictMode } from 'react'
import { createRoot, hydrateRoot } from 'react-dom/client'
import { App } from './app.jsx'

const { searchParams } = new URL(location.href)
const app = <App host={searchParams.get('host')} />
const tree = searchParams.has('strict') ? <StrictMode>{app}</StrictMode> : app
const root = document.getElementById('root')
// with something in it the page comes from the server
if (root.childElementCount) {
  hydrateRoot(root, tree, {
    onRecoverableError: (error) => console.error(`hydration: ${error.message}`),
  })
} else createRoot(root).render(tree)

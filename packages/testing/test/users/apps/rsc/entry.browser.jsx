import { createFromFetch } from '@vitejs/plugin-rsc/browser'
import { hydrateRoot } from 'react-dom/client'

const page = await createFromFetch(fetch(`/flight${location.search}`))
hydrateRoot(document, page, {
  onRecoverableError: (error) => console.error(`hydration: ${error.message}`),
})

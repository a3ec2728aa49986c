import formbricks from '@formbricks/js'

// today's SDK fetches its renderer ahead and runs it on opening; this one, the last on npm, does so once told
// https://github.com/formbricks/formbricks/blob/main/packages/js-core/src/lib/survey/widget.ts
const ahead = document.createElement('link')
ahead.rel = 'prefetch'
ahead.href = '/renderer.js'
document.head.append(ahead)

void formbricks.init({ environmentId: location.search === '?words' ? 'words' : 'bench', apiHost: location.origin })
Object.assign(window, { benchOpen: () => formbricks.track('bench') })

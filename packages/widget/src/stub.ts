/** The stub that queues calls before the script has come; to be inlined in a page. @public */
export const STUB: string =
  'window.frankly=window.frankly||function(){(window.frankly.q=window.frankly.q||[]).push(arguments)}'

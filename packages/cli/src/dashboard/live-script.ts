/**
 * What the page runs when the dashboard serves it: it waits for a word that there is a newer one and then loads itself again, at the same
 * place and with the same filters, which stand in its address. It says so when the dashboard has ended.
 */
export const liveScript = `(() => {
'use strict'
let version
const note = document.createElement('p')
note.setAttribute('role', 'status')
note.style.cssText = 'position:fixed;inset:auto 0 0 0;margin:0;padding:.4rem 1rem;text-align:center;background:Canvas;color:CanvasText;z-index:99'
note.hidden = true
document.body.append(note)
const tell = (words) => {
  note.hidden = words === ''
  note.textContent = words
}
const source = new EventSource('/events')
source.addEventListener('version', (event) => {
  tell('')
  if (version !== undefined && version !== event.data) location.reload()
  version = event.data
})
source.addEventListener('error', () => {
  tell('The dashboard has ended: this page does not change any more.')
})
})()`

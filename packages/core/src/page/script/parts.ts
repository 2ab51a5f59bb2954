/** What the parts of the script share. Everything that comes from the plan is set as text, never as markup. */
export const partsScript = `
const $ = (id) => document.getElementById(id)
const all = (selector, from = document) => [...from.querySelectorAll(selector)]
const make = (tag, name, text) => {
  const one = document.createElement(tag)
  if (name) one.className = name
  if (text !== undefined) one.textContent = text
  return one
}
const set = (one, names) => {
  for (const name in names) if (names[name] !== undefined) one.setAttribute(name, names[name])
  return one
}
const anchorOf = (id) => id.replace(/\\s/g, '-')
const div = (name, names, text) => set(make('div', name, text), names)
const svg = (tag, names) => set(document.createElementNS('http://www.w3.org/2000/svg', tag), names)
const { max, min, floor, ceil } = Math
const root = document.documentElement

// Light, dark, or as the system has it.
const themes = ['auto', 'light', 'dark']
const themeButton = $('theme')
let theme = 'auto'
const showTheme = () => {
  if (theme === 'auto') delete root.dataset.theme
  else root.dataset.theme = theme
  themeButton.textContent = 'Theme: ' + theme
}
try { theme = themes.includes(localStorage.getItem('theme')) ? localStorage.getItem('theme') : 'auto' } catch {}
themeButton.hidden = false
showTheme()
themeButton.addEventListener('click', () => {
  theme = themes[(themes.indexOf(theme) + 1) % 3]
  try { localStorage.setItem('theme', theme) } catch {}
  showTheme()
})

// A command is copied by a button beside it.
const addCopy = (code) => {
  if (code.nextElementSibling?.matches('button.copy')) return
  const button = set(make('button', 'copy', 'copy'), { type: 'button', 'aria-label': 'Copy: ' + code.textContent })
  button.addEventListener('click', () => {
    navigator.clipboard?.writeText(code.textContent).then(() => {
      button.textContent = 'copied'
      setTimeout(() => { button.textContent = 'copy' }, 1500)
    }, () => {})
  })
  code.after(button)
}
all('.next code').forEach(addCopy)
document.addEventListener('toggle', ({ target }) => { if (target.open) all('.fix code', target).forEach(addCopy) }, true)

// The part of the page that is being read.
const spy = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue
    for (const one of all('#parts a')) {
      if (one.hash === '#' + target.id) one.setAttribute('aria-current', 'true')
      else one.removeAttribute('aria-current')
    }
  }
}, { rootMargin: '-20% 0px -70% 0px' })
all('main > section').forEach((one) => spy.observe(one))

// On paper nothing can be opened: what is missing is written out, tables behind pictures are not.
const opened = []
addEventListener('beforeprint', () => {
  for (const one of all('.gate.due:not([open])')) { one.open = true; opened.push(one) }
})
addEventListener('afterprint', () => { for (const one of opened.splice(0)) one.open = false })
`.trim()

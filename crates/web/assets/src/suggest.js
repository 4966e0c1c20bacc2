// Names while one types: a combobox as WAI-ARIA has it, on every input with `data-suggest`. The form works without it, and
// the page's own answer is always one press of Enter away.

const PAUSE = 150
let count = 0

function begin (input) {
  count += 1
  const list = document.createElement('ul')
  list.id = `suggest-list-${count}`
  list.className = 'app-suggest__list'
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', 'Names')
  list.hidden = true
  const said = document.createElement('div')
  said.className = 'govuk-visually-hidden'
  said.setAttribute('role', 'status')
  const around = document.createElement('div')
  around.className = 'app-suggest'
  input.before(around)
  around.append(input, list, said)

  input.setAttribute('role', 'combobox')
  input.setAttribute('aria-autocomplete', 'list')
  input.setAttribute('aria-expanded', 'false')
  input.setAttribute('aria-controls', list.id)

  let waiting
  let asking
  let at = -1

  const options = () => [...list.querySelectorAll('[role="option"]')]

  function close () {
    list.hidden = true
    at = -1
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
  }

  function choose (to) {
    const all = options()
    if (all.length === 0) return
    at = (to + all.length) % all.length
    all.forEach((option, index) => option.setAttribute('aria-selected', String(index === at)))
    input.setAttribute('aria-activedescendant', all[at].id)
    all[at].scrollIntoView({ block: 'nearest' })
  }

  async function ask () {
    const typed = input.value.trim()
    asking?.abort()
    if (typed.length < 2) {
      list.replaceChildren()
      said.textContent = ''
      close()
      return
    }
    asking = new AbortController()
    try {
      const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(typed)}`, { signal: asking.signal })
      if (!answer.ok) throw new Error(String(answer.status))
      const part = document.createElement('template')
      part.innerHTML = await answer.text()
      list.replaceChildren(part.content)
      // Two boxes may stand on one page.
      options().forEach((option) => { option.id = `${list.id}-${option.id}` })
      at = -1
      input.removeAttribute('aria-activedescendant')
      const found = options().length
      said.textContent = found === 0 ? 'Nobody found so far' : `${found} found`
      list.hidden = found === 0
      input.setAttribute('aria-expanded', String(found > 0))
    } catch (error) {
      if (error.name !== 'AbortError') close()
    }
  }

  input.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(ask, PAUSE)
  })
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (list.hidden) return
      event.preventDefault()
      choose(event.key === 'ArrowDown' ? at + 1 : at < 0 ? -1 : at - 1)
    } else if (event.key === 'Enter' && !list.hidden && at >= 0) {
      event.preventDefault()
      location.assign(options()[at].dataset.href)
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault()
      close()
    } else if (event.key === 'Tab') {
      close()
    }
  })
  // Before the box loses the focus, which closes the list.
  list.addEventListener('pointerdown', (event) => {
    const option = event.target.closest('[role="option"]')
    if (option === null || event.button !== 0) return
    event.preventDefault()
    location.assign(option.dataset.href)
  })
  input.addEventListener('blur', close)
}

export function suggest () {
  document.querySelectorAll('input[data-suggest]').forEach(begin)
}

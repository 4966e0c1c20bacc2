// Saves a form to the server as somebody types: at most a second and a half after they stop, and every two seconds while they
// type. Says what it did, tries again when the server is away, warns before unsaved text is left. Keeps nothing in the browser.
import { CharacterCount, Checkboxes, Radios, createAll } from 'govuk-frontend'

const AFTER_STOPPING = 1000
const WHILE_TYPING = 1800
const LONGEST_WAIT = 15000

class Autosave {
  constructor(form) {
    this.form = form
    this.says = form.querySelector('[data-saved]')
    this.fragment = form.querySelector('[data-fragment]')
    this.changes = 0
    this.saved = 0
    this.savedAt = null
    this.saving = false
    this.stopped = false
    this.leaving = false
    this.wait = 1000
    form.addEventListener('input', () => this.changed())
    form.addEventListener('change', () => this.changed())
    form.addEventListener('submit', () => {
      this.leaving = true
      clearTimeout(this.timer)
    })
    window.addEventListener('pageshow', () => {
      this.leaving = false
    })
    window.addEventListener('beforeunload', (event) => {
      if (!this.leaving && this.changes !== this.saved) {
        event.preventDefault()
        event.returnValue = ''
      }
    })
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden' && this.changes !== this.saved) this.save()
    })
    window.addEventListener('online', () => {
      if (this.changes !== this.saved) this.save()
    })
    setInterval(() => this.tell(), 1000)
  }

  changed() {
    this.changes += 1
    if (this.stopped) return
    const now = Date.now()
    this.typingSince ??= now
    clearTimeout(this.timer)
    const left = Math.max(0, this.typingSince + WHILE_TYPING - now)
    this.timer = setTimeout(() => this.save(), Math.min(AFTER_STOPPING, left))
  }

  async save() {
    if (this.saving || this.stopped || this.leaving) return
    clearTimeout(this.timer)
    this.typingSince = null
    this.saving = true
    const upTo = this.changes
    const stop = new AbortController()
    const patience = setTimeout(() => stop.abort(), 10000)
    try {
      const answer = await fetch(this.form.dataset.autosave, {
        method: 'POST',
        headers: { accept: 'application/json' },
        body: new URLSearchParams(new FormData(this.form)),
        credentials: 'same-origin',
        redirect: 'error',
        signal: stop.signal
      })
      if (answer.ok) {
        this.keep(await answer.json(), upTo)
      } else if (answer.status === 401) {
        this.halt('Not saved: you are signed out. Press “Save and leave” and sign in; what you typed is kept.')
      } else if ([404, 409, 422].includes(answer.status)) {
        this.halt(`Not saved: ${(await answer.json()).says}`)
      } else {
        throw new Error(String(answer.status))
      }
    } catch {
      this.say('Not saved: trying again', 'app-saved--failed')
      this.failing = true
      this.timer = setTimeout(() => this.save(), this.wait)
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT)
    } finally {
      clearTimeout(patience)
      this.saving = false
    }
    if (!this.stopped && !this.failing && this.changes !== this.saved) this.since()
  }

  // Something was typed while the last text was on its way.
  since() {
    clearTimeout(this.timer)
    this.typingSince ??= Date.now()
    this.timer = setTimeout(() => this.save(), AFTER_STOPPING)
  }

  keep(kept, upTo) {
    this.form.elements.revision.value = kept.revision
    this.saved = upTo
    this.savedAt = Date.now()
    this.failing = false
    this.wait = 1000
    if (kept.html) this.redraw(kept.html)
    this.form.elements.shape.value = kept.shape
    this.tell()
  }

  // Other questions are asked now. What stands in the inputs is what was typed, also since it was sent.
  redraw(html) {
    const fresh = document.createElement('template')
    fresh.innerHTML = html
    const active = document.activeElement
    const focus = active && this.fragment.contains(active) ? active.id : null
    const caret = focus && 'selectionStart' in active ? [active.selectionStart, active.selectionEnd] : null
    for (const input of fresh.content.querySelectorAll('input[id], textarea[id], select[id]')) {
      const old = document.getElementById(input.id)
      if (!old || old.name !== input.name || !this.fragment.contains(old)) continue
      if (input.type === 'radio' || input.type === 'checkbox') {
        if (old.value === input.value) input.checked = old.checked
      } else {
        input.value = old.value
      }
    }
    for (const details of fresh.content.querySelectorAll('details')) {
      const inside = details.querySelector('[id]')
      const old = inside && document.getElementById(inside.id)?.closest('details')
      if (old?.open) details.open = true
    }
    this.fragment.replaceChildren(fresh.content)
    for (const component of [CharacterCount, Checkboxes, Radios]) {
      createAll(component, undefined, this.fragment)
    }
    const again = focus && document.getElementById(focus)
    if (again) {
      again.focus({ preventScroll: true })
      if (caret && caret[0] !== null) again.setSelectionRange(...caret)
    }
  }

  halt(says) {
    this.stopped = true
    this.say(says, 'app-saved--failed')
  }

  say(text, kind = '') {
    if (this.says.dataset.text === text) return
    this.says.dataset.text = text
    this.says.textContent = text
    this.says.className = `app-saved ${kind}`.trim()
  }

  // Seconds pass on screen, but are not read out each time: only what was done is.
  tell() {
    if (this.stopped || this.failing || !this.savedAt) return
    if (this.changes !== this.saved) {
      this.say('Saving…', 'app-saved--waiting')
      return
    }
    const seconds = Math.max(1, Math.round((Date.now() - this.savedAt) / 1000))
    const ago = seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`
    this.says.setAttribute('aria-live', seconds <= 1 ? 'polite' : 'off')
    this.say(`Saved ${ago} ago`)
  }
}

export function startAutosave() {
  for (const form of document.querySelectorAll('form[data-autosave]')) new Autosave(form)
}

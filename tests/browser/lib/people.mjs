// Who can sign in to the demonstration, as the program told it, and signing them in as they would themselves.
import { loadDemo } from './server.mjs'

/** Everybody: `name`, `signIn`, `title`, `service`; and the one password. */
export function everybody() {
  const said = loadDemo().split('\n')
  const first = said.findIndex((line) => /^\s*Name\s+Sign-in name\s+Title\s+Service/.test(line))
  if (first < 0) throw new Error('the demonstration does not say who can sign in')
  const people = []
  for (const line of said.slice(first + 1)) {
    const [name, signIn, title, service] = line.trim().split(/\s{2,}/)
    if (!service) break
    people.push({ name, signIn, title, service })
  }
  const password = said.map((line) => line.match(/password of the demonstration is: (.*)$/)?.[1]).find(Boolean)
  if (people.length === 0 || !password) throw new Error('nobody can sign in to the demonstration')
  return { people, password: password.trim() }
}

/** One person for each title in each service: what they see is what their role sees. */
export function oneOfEach() {
  const { people, password } = everybody()
  const roles = new Map()
  for (const person of people) {
    const key = `${person.title}, ${person.service}`
    if (!roles.has(key)) roles.set(key, { ...person, password })
  }
  return [...roles].map(([role, person]) => ({ role, ...person }))
}

/** Signs somebody in by the form, `here` on the page that stands there; answers when the page behind it is there. */
export async function signIn(page, address, { signIn: name, password }, { here = false } = {}) {
  if (!here) await page.goto(`${address}/sign-in`)
  await page.getByLabel('Sign-in name').fill(name)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}

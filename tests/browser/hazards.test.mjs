// What goes wrong on a working day, and nothing typed is lost: a session that runs out while somebody types, with and
// without script; a server that loses power; two windows on one draft; two people who change one record.
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { signIn } from './lib/people.mjs'
import { Story, press, saved } from './lib/story.mjs'

let story, aroha, file

before(async () => {
  story = await Story.begin('hazards')
  aroha = await story.enter('aroha')
  file = await story.someFile(aroha)
})
after(() => story?.end())

const content = 'textarea[name="a.content"]'

test('a session runs out while somebody types, and the text is there after signing in', async () => {
  await story.write(aroha, file, 'visit')
  const address = aroha.url()
  await aroha.locator(content).fill('Sat on the back step. ')
  await saved(aroha)
  story.server.letSessionsRunOut()
  // The page with both texts is itself an answer 409.
  story.expected = (from) => from.includes('/drafts/')
  await aroha.locator(content).pressSequentially('Showed me the dog.')
  await aroha.waitForFunction(() => /signed out/.test(document.querySelector('[data-saved]').textContent))
  await story.show(aroha, 'is told that she is signed out')
  await aroha.getByRole('button', { name: 'Save and leave' }).click()
  await aroha.getByRole('heading', { name: 'Sign in' }).waitFor()
  assert.match(await aroha.getByRole('main').innerText(), /kept/)
  await story.show(aroha, 'signs in again')
  await signIn(aroha, story.server.address, aroha.who, { here: true })
  assert.match(await aroha.getByRole('main').innerText(), /Showed me the dog\./)
  await story.show(aroha, 'finds what she typed')
  await press(aroha, 'Go on with it')
  await aroha.goto(address)
  assert.equal(await aroha.locator(content).inputValue(), 'Sat on the back step. Showed me the dog.')
  story.expected = undefined
})

test('the same without script', async () => {
  const plain = await story.enter('aroha', { script: false })
  await story.write(plain, file, 'visit')
  const address = plain.url()
  await plain.locator(content).fill('Walked round the field twice.')
  story.server.letSessionsRunOut()
  await plain.getByRole('button', { name: 'Save and leave' }).click()
  await signIn(plain, story.server.address, plain.who, { here: true })
  assert.match(await plain.getByRole('main').innerText(), /Walked round the field twice\./)
  await press(plain, 'Go on with it')
  await plain.goto(address)
  assert.equal(await plain.locator(content).inputValue(), 'Walked round the field twice.')
})

test('the server loses power while somebody types: two seconds at most are lost, and the page sends the rest', async () => {
  await signIn(aroha, story.server.address, aroha.who)
  await story.write(aroha, file, 'visit')
  const address = aroha.url()
  const words = Array.from({ length: 40 }, (_, at) => `word${at} `)
  const typed = []
  story.expected = () => true
  for (const word of words) {
    await aroha.locator(content).pressSequentially(word, { delay: 12 })
    typed.push({ word, at: Date.now() })
  }
  const killed = Date.now()
  await story.server.kill()
  await story.server.begin()
  const elsewhere = await story.enter('aroha')
  await elsewhere.goto(address)
  const kept = await elsewhere.locator(content).inputValue()
  const before = typed.filter(({ at }) => at <= killed - 2_000).map(({ word }) => word)
  assert.ok(before.length > 0, 'the typing took more than two seconds')
  for (const word of before) assert.ok(kept.includes(word.trim()), `${word} was typed two seconds before and is lost`)
  await elsewhere.close()
  await saved(aroha)
  await aroha.goto(address)
  assert.equal(await aroha.locator(content).inputValue(), words.join(''))
  await story.show(aroha, 'has everything after the power came back')
  story.expected = undefined
})

test('two windows on one draft: both texts are shown, and both can stay', async () => {
  await story.write(aroha, file, 'visit')
  const address = aroha.url()
  const walking = await story.enter('aroha', { onPhone: true })
  await walking.goto(address)
  await aroha.locator(content).fill('At the desk: rang the dean.')
  await saved(aroha)
  // The page with both texts is itself an answer 409.
  story.expected = (from) => from.includes('/drafts/')
  await walking.locator(content).fill('At the gate: saw her friends.')
  await walking.waitForFunction(() => /^Not saved/.test(document.querySelector('[data-saved]').textContent.trim()))
  await walking.getByRole('button', { name: 'Save and leave' }).click()
  await walking.getByRole('heading', { name: /Two texts/ }).waitFor()
  const shown = await walking.getByRole('main').innerText()
  assert.match(shown, /At the desk: rang the dean\./)
  assert.match(shown, /At the gate: saw her friends\./)
  await story.show(walking, 'sees both texts')
  await walking.getByText('Both, one after the other').click()
  await press(walking, 'Go on with this')
  await walking.goto(address)
  const both = await walking.locator(content).inputValue()
  assert.match(both, /At the desk: rang the dean\./)
  assert.match(both, /At the gate: saw her friends\./)
  story.expected = undefined
  await walking.context().close()
})

test('nothing else went wrong', () => story.quiet())

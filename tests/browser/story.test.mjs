// A whole case in the browser: from a referral to its closure, told by two social workers and their supervisor, with what
// goes wrong on a working day: a session that runs out while somebody types, a server that loses power, two people who
// change one record. `make story` shows it in a window; its scenes are kept in target/story/.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { answer, day } from './lib/form.mjs'
import { Story, press, saved, scene } from './lib/story.mjs'

let story, aroha, mere
let file, referral

before(async () => {
  story = await Story.begin('referral-to-closure')
  aroha = await story.enter('aroha')
  mere = await story.enter('mere')
})
after(() => story?.end())

const write = (page, kind) => story.write(page, file, kind)

const submit = (page) => story.submit(page)

scene('a referral comes in, and somebody with the same name is shown before anybody is registered', async () => {
  await story.go(aroha, '/')
  await story.show(aroha, 'her day')
  await aroha.locator('main a[href^="/referral"]').first().click()
  await aroha.getByLabel('Given names').fill('Kiri')
  await aroha.getByLabel('Family name').fill('Testwood')
  await story.show(aroha, 'types who it is about')
  await aroha.getByRole('button', { name: 'Look whether they are known' }).click()
  await assert.doesNotReject(aroha.getByRole('radio', { name: /Kiri Testwood/ }).first().waitFor())
  await story.show(aroha, 'is shown who is known')
  await aroha.getByRole('button', { name: 'Change what you typed' }).click()
  assert.equal(await aroha.getByLabel('Family name').inputValue(), 'Testwood')
  await aroha.getByLabel('Given names').fill('Tīaho')
  await aroha.getByLabel('Family name').fill('Mockingtūī')
  await aroha.getByLabel(/Date of birth/).fill('14 March 2012')
  await aroha.getByRole('button', { name: 'Look whether they are known' }).click()
  await aroha.getByRole('button', { name: /begin the referral/i }).click()
  await aroha.waitForURL(/\/drafts\//)
  file = (await aroha.getByRole('link', { name: /Back to/ }).getAttribute('href')).split('/').at(-1)
  await answer(aroha, {
    received_on: day(),
    source: 'school',
    referrer: { name: 'Ms Counsel' },
    year_level: '10',
    immediate_danger: 'no',
    area_at_risk: ['education', 'wellbeing'],
    concern_learning: 'Sleeps in the last period since the funeral.',
    risk_level: 'low',
    intensity_level: 'medium',
    rangatahi_agrees: { state: 'given', by: 'Tīaho', how: 'verbal', on: day() },
    whanau_agrees: { state: 'given', by: 'Nan', how: 'verbal', on: day() }
  })
  await story.show(aroha, 'writes the referral')
  referral = await submit(aroha)
})

scene('the supervisor allocates it, and the first contact is made', async () => {
  await story.go(mere, `/files/${file}`)
  await story.show(mere, 'sees the new file')
  await mere.getByRole('link', { name: /^Allocate/ }).first().click()
  await mere.getByText(/^Aroha Tauirapai,/).click()
  await story.show(mere, 'allocates')
  await mere.getByRole('main').getByRole('button', { name: 'Allocate' }).click()
  await mere.waitForURL(/\/files\/[^/]+$/)
  await write(aroha, 'first-contact')
  await answer(aroha, {
    contact_date: day(),
    outcome: 'agreed',
    took_part: [{ name: 'Tīaho' }, { name: 'Nan' }],
    service_explained: 'yes',
    confidentiality_on: day(),
    confidentiality_by: 'Aroha Tauirapai',
    limits_own_safety: 'yes',
    limits_others_safety: 'yes',
    confidentiality_understood: 'yes',
    risk_now: 'low'
  })
  await submit(aroha)
})

scene('consent is given in writing', async () => {
  await write(aroha, 'consent')
  await answer(aroha, {
    met_on: day(),
    face_to_face: 'yes',
    service: { state: 'given', by: 'Tīaho', how: 'written', on: day() },
    signed_on: day(),
    use_of_information: { state: 'given', by: 'Nan', how: 'written', on: day() },
    share_school: { state: 'given', by: 'Tīaho', how: 'written', on: day() },
    privacy_matters: ['collected', 'purpose', 'recipients', 'voluntary', 'access'],
    risk_now: 'low'
  })
  await story.show(aroha, 'writes down the consent')
  await submit(aroha)
})

scene('the assessment begins with a visit, and scores of a first round are entered', async () => {
  const walking = await story.enter('aroha', { onPhone: true })
  await story.go(walking, `/visit?file=${file}`)
  await walking.getByText('School', { exact: true }).click()
  await walking.getByRole('button', { name: 'Write the note' }).click()
  await walking.waitForURL(/\/drafts\//)
  await answer(walking, { minutes: '40', activity: 'direct-work', content: 'Walked round the field twice.' })
  await answer(walking, { seen: 'yes', alone: 'yes' }, { file })
  await story.show(walking, 'writes a visit note on her phone')
  await submit(walking)
  await walking.context().close()

  await write(aroha, 'sdq')
  await answer(aroha, {
    done_on: day(),
    point: 'start',
    respondent: 'rangatahi',
    score: { version: 'self', scores: { emotional: '6', conduct: '3', hyperactivity: '6', peer: '3', prosocial: '6', total: '18' } }
  })
  await submit(aroha)

  await write(aroha, 'assessment')
  await answer(aroha, {
    assessed_on: day(),
    strengths_rangatahi: 'Remembers every name.',
    strengths_whanau: 'Nan next door.',
    needs: 'Sleep, and a way back into maths.',
    risk_level: 'low',
    intensity_level: 'medium'
  })
  await submit(aroha)
  await story.go(aroha, `/files/${file}`)
  await story.show(aroha, 'sees the front page of the file')
})

scene('a plan is made, reviewed with a second round of scores, and met', async () => {
  await write(aroha, 'plan')
  await answer(aroha, {
    agreed_on: day(),
    shaped_by: [{ name: 'Tīaho' }],
    goals: [{ goal: 'Comes to the first class four days in five', whose: 'rangatahi', head: ['education'], status: 'not-started' }],
    contact_frequency: 'Every second week',
    tasks: [{ owner: 'social-worker', task: 'Asks the dean for a later start on Mondays', due: day(21), status: 'under-way' }],
    exit_picture: 'Mornings without an argument, four in five.',
    next_review: day(56)
  })
  await story.show(aroha, 'makes the plan')
  await submit(aroha)

  await write(aroha, 'review')
  await answer(aroha, {
    reviewed_on: day(),
    progress: [{ goal: 'Comes to the first class four days in five', status: 'met' }],
    goals_relevant: 'yes',
    going_on: 'no'
  })
  await submit(aroha)

  await write(aroha, 'sdq')
  await answer(aroha, {
    done_on: day(),
    point: 'exit',
    respondent: 'rangatahi',
    score: { version: 'self', scores: { emotional: '4', conduct: '2', hyperactivity: '4', peer: '2', prosocial: '7', total: '12' } }
  })
  await submit(aroha)
  await story.go(aroha, `/files/${file}/scores`)
  await story.show(aroha, 'sees both rounds')
  assert.match(await aroha.getByRole('main').innerText(), /18[\s\S]*12|12[\s\S]*18/)
})

scene('two people change the referral at once: whoever comes second is shown both texts', async () => {
  const amend = async (page, text) => {
    await page.goto(referral)
    await page.locator('form[action$="/amend"] button').click()
    await page.waitForURL(/\/drafts\//)
    await answer(page, { concern_learning: text })
    await page.getByLabel(/^Reason/).fill('More is known now')
    await saved(page)
  }
  await amend(aroha, 'Sleeps in the last period; Nan says since April.')
  await amend(mere, 'Sleeps in the last period; the dean says since March.')
  await submit(mere)
  story.expected = (from) => from.includes('/drafts/')
  await aroha.getByRole('button', { name: 'Submit', exact: true }).click()
  await aroha.getByRole('heading', { name: /Two texts/ }).waitFor()
  const shown = await aroha.getByRole('main').innerText()
  assert.match(shown, /Nan says since April/)
  assert.match(shown, /the dean says since March/)
  await story.show(aroha, 'is shown both texts')
  await aroha.getByText('Both, one after the other').click()
  await press(aroha, 'Go on with this')
  await submit(aroha)
  await aroha.goto(referral)
  const both = await aroha.getByRole('main').innerText()
  assert.match(both, /Nan says since April/)
  assert.match(both, /the dean says since March/)
  story.expected = undefined
})

scene('the case is ended with the young person, and closed once the supervisor has signed', async () => {
  await write(aroha, 'closure')
  await answer(aroha, {
    closed_on: day(),
    closure_reason: 'goals-met',
    client_consulted: 'yes',
    goals_met: 'all',
    results_achieved: 'yes',
    school_result: 'stayed',
    satisfaction: 'very-satisfied',
    referrer_to_tell: 'yes'
  })
  const closure = await submit(aroha)
  await write(aroha, 'referrer-told')
  await answer(aroha, { about: 'closed', told_on: day(), told_whom: { name: 'Ms Counsel' } })
  await submit(aroha)
  await mere.goto(closure)
  await story.show(mere, 'reads the closure she is to sign')
  await mere.getByRole('button', { name: /^Sign:/ }).click()
  await mere.getByText('Signed. It is complete.').waitFor()
  await story.show(mere, 'has signed it')
  // Whoever worked with them no longer needs to know; the manager still finds it.
  const moana = await story.enter('moana')
  await story.go(moana, `/files/${file}`)
  assert.match(await moana.getByRole('main').innerText(), /Nothing is open/)
  await story.show(moana, 'sees that it is closed')
  await story.go(moana, `/files/${file}/timeline`)
  await story.show(moana, 'reads the timeline')
})

scene('nothing else went wrong', () => story.quiet())

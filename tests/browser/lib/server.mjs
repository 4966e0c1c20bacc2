// The program, serving a throw-away copy of the demonstration on a free port. It can be killed and started again on
// what it had written, as a machine does that loses power.
import { spawn, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { folder, program } from './machine.mjs'

const demo = join(folder('demo'), 'alongside.db')
const said = join(folder('demo'), 'said.txt')

/** Loads the demonstration, once for each build of the program. Answers what the program printed. */
export function loadDemo() {
  const built = String(statSync(program).mtimeMs)
  const stamp = join(folder('demo'), 'made-by')
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== built) {
    for (const ending of ['', '-wal', '-shm']) rmSync(demo + ending, { force: true })
    rmSync(stamp, { force: true })
    const run = spawnSync(program, ['demo', '--database', `sqlite:${demo}`, '--no-serve'], { encoding: 'utf8' })
    if (run.status !== 0) throw new Error(`the demonstration could not be loaded:\n${run.stdout}\n${run.stderr}`)
    writeFileSync(said, run.stdout)
    writeFileSync(stamp, built)
  }
  return readFileSync(said, 'utf8')
}

/** One serving program with its own database. */
export class Server {
  #process
  #log = ''

  constructor(home, port) {
    this.home = home
    this.port = port
    this.address = `http://127.0.0.1:${port}`
    this.database = join(home, 'alongside.db')
  }

  /** Copies the demonstration and serves it. */
  static async start() {
    loadDemo()
    const home = mkdtempSync(join(folder('served'), 'run-'))
    for (const ending of ['', '-wal', '-shm']) {
      if (existsSync(demo + ending)) copyFileSync(demo + ending, join(home, `alongside.db${ending}`))
    }
    const server = new Server(home, await freePort())
    await server.begin()
    return server
  }

  /** Starts the program on its database and waits until it answers. */
  async begin() {
    const args = ['demo', '--database', `sqlite:${this.database}`, '--listen', `127.0.0.1:${this.port}`]
    this.#process = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream.on('data', (text) => (this.#log = (this.#log + text).slice(-20_000)))
    }
    for (let waited = 0; waited < 20_000; waited += 50) {
      if (this.#process.exitCode !== null) break
      const answer = await fetch(this.address, { redirect: 'manual' }).catch(() => null)
      if (answer) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`the program does not answer at ${this.address}:\n${this.#log}`)
  }

  /** Lets every session run out, as if nobody had touched it for two days. Python brings what reads the database. */
  letSessionsRunOut() {
    const age = 'import sqlite3, sys; d = sqlite3.connect(sys.argv[1], timeout=10); d.execute("UPDATE session SET seen = 0"); d.commit()'
    const run = spawnSync('python3', ['-c', age, this.database], { encoding: 'utf8' })
    if (run.status !== 0) throw new Error(`the sessions could not be aged: ${run.stderr}`)
  }

  /** Ends the program at once, without a chance to tidy up. */
  async kill() {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve))
    this.#process.kill('SIGKILL')
    await ended
  }

  /** Ends the program and throws its database away. */
  async stop() {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const ended = new Promise((resolve) => this.#process.once('exit', resolve))
      this.#process.kill('SIGTERM')
      const late = setTimeout(() => this.#process.kill('SIGKILL'), 5_000)
      await ended
      clearTimeout(late)
    }
    rmSync(this.home, { recursive: true, force: true })
  }

  /** The last lines that the program wrote. */
  get log() {
    return this.#log
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

// Builds the pages' style sheet, script, typeface and pictures into dist/: `make assets` runs it when a source changed.
//
// Sass is compiled from the sources of the two component libraries with our settings, never from their built
// style sheets, so that no typeface of theirs is asked for. Every file carries the hash of its content in its
// name; dist/manifest.json says which name stands for which file. Nothing is fetched and nothing is evaluated.
import { build } from 'esbuild'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { basename, dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as sass from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const made = join(here, 'dist.new')
const dist = join(here, 'dist')

rmSync(made, { recursive: true, force: true })
mkdirSync(made, { recursive: true })

const style = sass.compile(join(here, 'scss/style.scss'), {
  loadPaths: [here],
  // What the libraries' own sources are warned of is theirs to mend; a warning about ours stops the build.
  logger: {
    warn(message, { span, stack }) {
      const at = String(span?.url ?? stack ?? '')
      if (!at.includes('node_modules')) throw new Error(`Sass warns: ${message} ${at}`)
    },
    debug() {}
  }
})

const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  legalComments: 'none',
  charset: 'utf8',
  target: ['chrome111', 'edge111', 'firefox111', 'safari16.4'],
  outdir: made,
  publicPath: '/assets',
  assetNames: '[name].[hash]',
  entryNames: '[name].[hash]',
  loader: { '.svg': 'file', '.woff2': 'file', '.png': 'file' },
  metafile: true,
  logLevel: 'warning'
}

const outputs = [
  await build({
    ...common,
    stdin: { contents: style.css, resolveDir: here, sourcefile: 'style.css', loader: 'css' },
    entryNames: 'style.[hash]'
  }),
  await build({ ...common, entryPoints: [join(here, 'src/app.js')], format: 'esm' })
].flatMap((result) => Object.keys(result.metafile.outputs).map((path) => basename(path)))

const manifest = {}
for (const name of outputs) manifest[logical(name)] = name

// Pictures that pages name themselves, which no style sheet mentions.
for (const name of readdirSync(join(here, 'images')).sort()) {
  const hash = createHash('sha256').update(readFileSync(join(here, 'images', name))).digest('hex').slice(0, 8)
  const hashed = `${basename(name, extname(name))}.${hash.toUpperCase()}${extname(name)}`
  copyFileSync(join(here, 'images', name), join(made, hashed))
  manifest[name] = hashed
}

const sorted = Object.fromEntries(Object.entries(manifest).sort(([one], [other]) => (one < other ? -1 : 1)))
writeFileSync(join(made, 'manifest.json'), JSON.stringify(sorted, null, 2) + '\n')

rmSync(dist, { recursive: true, force: true })
renameSync(made, dist)

/** `style.ABCDEFGH.css` is `style.css`. */
function logical(name) {
  return name.replace(/\.[A-Z0-9]{8}(?=\.[a-z0-9]+$)/, '')
}

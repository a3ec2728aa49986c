import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { createClient, type Delivery, type RunHandle, type Survey } from '@frankly/core'
import * as templates from '@frankly/templates'
import { expect, it } from 'vitest'
import { main } from './main.ts'
import { runSurvey } from './run-survey.ts'
import { createTerminal, type Terminal } from './terminal.ts'

const surveys = (Object.values(templates) as unknown[]).filter(
  (value): value is Survey => typeof value === 'object' && value !== null && 'pages' in value,
)

/** A terminal where every line was typed beforehand. */
function piped(lines: readonly string[]) {
  const input = new PassThrough()
  const output = new PassThrough()
  let printed = ''
  output.on('data', (chunk) => {
    printed += chunk
  })
  input.end(lines.map((line) => `${line}\n`).join(''))
  return { terminal: createTerminal(input, output), printed: () => printed }
}

/** Somebody who answers everything, and looks at what is asked like a person: by what was printed last. */
function talker(run: RunHandle): Terminal {
  let heard: string[] = []
  let asked = 0
  return {
    say: (line) => heard.push(line),
    close: () => {},
    async ask(prompt) {
      if (asked++ > 300) throw new Error(`asked without end: ${heard.join(' / ')}`)
      const view = run.current
      if (view.screen !== 'page') return 'yes'
      const question = view.questions.findLast(({ text }) => heard.some((line) => line.replace(/ \*$/, '') === text))
      heard = prompt === '> ' ? [] : heard
      const { kind, options, points, definition } = question!
      if (kind === 'rating' || kind === 'matrix') return points[0]!.id
      if (kind === 'choice') return '1'
      if (definition.kind === 'ranking')
        return options
          .slice(0, definition.top)
          .map((_, at) => at + 1)
          .join(' ')
      if (kind === 'split') return options.map((_, at) => (at === 0 ? 100 : 0)).join(' ')
      if (kind === 'contact') return 'email anna@example.com'
      if (kind === 'consent') return 'yes'
      if (kind === 'attachment') return ''
      return definition.kind === 'text' && definition.input === 'number' ? '7' : 'The tea was fresh'
    },
  }
}

it.each(surveys.map((survey) => [survey.id, survey] as const))('%s can be answered to its end', async (_, survey) => {
  const sent: Delivery[] = []
  const transport = {
    send: async (delivery: Delivery) => {
      sent.push(delivery)
      return { status: 'delivered' } as const
    },
  }
  const client = createClient({ project: 'pk_test', transport, surveys: [survey] })
  const run = await client.start(survey.id)
  expect(await runSurvey(run, talker(run))).toMatchObject({ completed: true, saved: { durable: 'server' } })
  await client.destroy()
  const last = sent.at(-1)
  expect(last).toMatchObject({ type: 'response.completed', data: { response: { status: 'completed' } } })
  if (last?.type === 'response.completed') expect(Object.keys(last.data.response.answers).length).toBeGreaterThan(0)
})

it('answers piped in give the delivery that a backend would get', async () => {
  const { terminal, printed } = piped(['', '5', 'Fast and kind', ':back', '4', 'Fast', 'Nothing', 'no'])
  expect(await main(['purchase', '--order', 'A-1', '--locale', 'en'], terminal)).toBe(0)
  expect(printed()).toContain('How did ordering go?')
  expect(printed()).toContain('"orderId": "A-1"')
  expect(printed()).toContain('response.completed')
})

it('the end of the input leaves, and what was said is told all the same', async () => {
  const { terminal, printed } = piped(['5'])
  expect(await main(['purchase'], terminal)).toBe(0)
  expect(printed()).toContain('"status": "partial"')
})

it('a survey of a file runs; a faulty one is told fault by fault', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'frankly-headless-'))
  try {
    const good = join(folder, 'good.json')
    const bad = join(folder, 'bad.json')
    const file = { ...surveys.find(({ id }) => id === 'purchase'), id: 'mine' }
    await writeFile(good, JSON.stringify(file))
    await writeFile(bad, JSON.stringify({ ...file, pages: [] }))
    expect(await main([good], piped(['3', ':quit']).terminal)).toBe(0)
    const refused = piped([])
    expect(await main([bad], refused.terminal)).toBe(2)
    expect(refused.printed()).toContain('pages')
    expect(await main([join(folder, 'none.json')], piped([]).terminal)).toBe(2)
  } finally {
    await rm(folder, { recursive: true })
  }
})

it('[F2] keeps on the disk what the collector did not take, says so, and the next start sends it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'frankly-headless-'))
  const taken: string[] = []
  let isDown = true
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    if (isDown) return response.writeHead(503).end()
    const { items } = JSON.parse(body) as { items: { id: string; revision: number }[] }
    taken.push(...items.map(({ id }) => id))
    const results = items.map(({ id, revision }) => ({ id, revision, status: 'stored' }))
    return response.end(JSON.stringify({ now: Date.now(), results }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const host = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const start = async (answers: readonly string[], kept = folder) => {
    const { terminal, printed } = piped(answers)
    return { code: await main(['purchase', '--host', host, '--folder', kept], terminal), printed: printed() }
  }
  try {
    const down = await start(['5', '', '', 'no'])
    expect(down.code).toBe(3)
    expect(down.printed).toContain(`Kept in ${folder}`)
    const blocked = join(folder, 'frankly.sqlite', 'no-folder')
    expect(await start(['5', '', '', 'no'], blocked)).toMatchObject({
      code: 1,
      printed: expect.stringContaining('Not stored'),
    })
    isDown = false
    const up = await start(['4', '', '', 'no'])
    expect(up).toMatchObject({ code: 0, printed: expect.stringContaining('Stored.') })
    expect(new Set(taken).size).toBe(2)
  } finally {
    server.close()
    await rm(folder, { recursive: true })
  }
})

it('explains, helps, and names wrong use', async () => {
  const explained = piped([])
  expect(await main(['--explain', '--order', 'A-1'], explained.terminal)).toBe(0)
  expect(explained.printed()).toMatch(/survey +show +reason +evidence\n/)
  const helped = piped([])
  expect(await main(['--help'], helped.terminal)).toBe(0)
  expect(helped.printed()).toContain('purchase')
  expect(await main([], piped([]).terminal)).toBe(2)
  expect(await main(['nobody'], piped([]).terminal)).toBe(2)
  expect(await main(['--wrong'], piped([]).terminal)).toBe(2)
})

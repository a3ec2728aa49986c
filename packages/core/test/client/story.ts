import type fc from 'fast-check'
import { expect } from 'vitest'
import type { Begun } from '../../src/client/begun.ts'
import type { DeliveryState } from '../../src/client/delivery-state.ts'
import { findSurvey } from '../../src/client/find-survey.ts'
import { changeConsent } from '../../src/client/take-back.ts'
import type { QuestionId } from '../../src/model/ids.ts'
import { Device, type Fault, type Network, type Page, PROJECT } from './device.ts'
import { wordsOf } from './receiver.ts'

export type Question = 'a' | 'b' | 'c'
export type Step =
  | { readonly do: 'show'; readonly order: number; readonly force: boolean }
  | { readonly do: 'answer'; readonly question: Question; readonly big: boolean }
  | { readonly do: 'next' | 'back' | 'submit' | 'dismiss' | 'leave' | 'retry' }
  | {
      readonly do: 'hide' | 'reload' | 'crash' | 'full' | 'version' | 'runs-code' | 'queue-code' | 'drain' | 'withdraw'
    }
  | { readonly do: 'identify'; readonly who: string | undefined }
  | { readonly do: 'power'; readonly lost: number }
  | { readonly do: 'network'; readonly is: Network }
  | { readonly do: 'replay'; readonly nth: number }
  | { readonly do: 'clock'; readonly ms: number }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'steps'; readonly count: number }

/** [CI5] What may be told after what. */
const ARROWS: Readonly<Record<DeliveryState['is'], readonly DeliveryState['is'][]>> = {
  idle: ['saving', 'not_saved', 'kept', 'sent', 'here', 'withdrawn'],
  saving: ['sent', 'kept', 'here', 'blocked', 'not_saved', 'withdrawn', 'idle'],
  kept: ['saving', 'sent', 'blocked', 'not_saved', 'withdrawn'],
  blocked: ['saving', 'sent', 'kept', 'not_saved', 'withdrawn'],
  here: ['saving', 'sent', 'kept', 'not_saved', 'withdrawn'],
  not_saved: ['saving', 'sent', 'kept', 'here', 'withdrawn'],
  sent: ['saving', 'withdrawn'],
  withdrawn: ['saving', 'not_saved', 'kept', 'here'],
}

/** One word that a customer typed. */
export interface Word {
  readonly text: string
  readonly order: string | undefined
  /** Whose it may be: of nobody it becomes the property of who is known later. */
  readonly owners: Set<string | undefined>
  /** Who became known: it may be stored as theirs. It is theirs alone when the disk has had time to note it. */
  readonly heirs: Set<string>
  readonly at: number
  /** When, by the clock that nobody can set. */
  readonly mono: number
  readonly screen: Screen
  readonly isBig: boolean
  /** The customer put another in its place. */
  isReplaced: boolean
  told: Set<'sent' | 'kept'>
}

/** One pass as it stands before somebody. */
export interface Screen {
  readonly begun: Begun
  readonly page: Page
  readonly order: string | undefined
  at: number
  owner: string | undefined
  readonly words: Map<Question, Word>
  is: DeliveryState['is']
  isGone: boolean
  hasPressed: boolean
  hasTyped: boolean
}

export class Story {
  readonly device: Device
  readonly scheduler: fc.Scheduler
  readonly pages: Page[] = []
  readonly screens: Screen[] = []
  readonly words = new Map<string, Word>()
  readonly faults: string[] = []
  readonly isLate: boolean
  time = 0
  withdrawnAt = -1
  /** The page that withdrew. */
  withdrawing: Page | undefined
  /** Since then a weaker store may have it. */
  hasBeenFull = false
  /** Screens that did not say `sent` when all faults were lifted. */
  untold: readonly Screen[] = []
  #count = 0

  constructor(scheduler: fc.Scheduler, seed: number, hasLocks: boolean, isLate: boolean, pages = 2, fault?: Fault) {
    this.scheduler = scheduler
    this.isLate = isLate
    this.device = new Device((label) => scheduler.schedule(Promise.resolve(), label), seed, hasLocks)
    this.device.fault = fault
    for (let i = 0; i < pages; i++) this.pages.push(this.device.open(isLate))
  }

  async steps(count: number): Promise<void> {
    await settled()
    for (let i = 0; i < count && this.scheduler.count() > 0; i++) {
      await this.scheduler.waitNext(1)
      await settled()
    }
  }

  async play(n: number, step: Step): Promise<void> {
    const { device } = this
    const page = this.pages[n % this.pages.length]!
    const mine = this.screens.filter((screen) => screen.page === page && !screen.isGone)
    const screen = mine.at(-1)
    this.time++
    switch (step.do) {
      case 'show':
        this.show(page, step.order, step.force)
        break
      case 'answer':
        if (screen) this.answer(screen, step.question, step.big)
        break
      case 'next':
        if (!screen) break
        screen.hasPressed = true
        screen.begun.handle.next()
        break
      case 'back':
        screen?.begun.handle.back()
        break
      case 'submit':
        if (screen) screen.hasPressed = true
        void screen?.begun.handle.submit()
        break
      case 'retry':
        void screen?.begun.handle.retry()
        break
      case 'dismiss':
      case 'leave':
        if (!screen) break
        screen.isGone = true
        void screen.begun.handle[step.do]()
        break
      case 'hide':
        page.fire('leaving')
        break
      case 'reload':
        page.fire('leaving')
        await settled()
        this.reopen(page)
        break
      case 'crash':
        this.reopen(page)
        break
      case 'power':
        device.powerLoss(step.lost)
        for (const one of [...this.pages]) this.reopen(one)
        this.forgive()
        // with its end the disk may forget that something was taken back
        if (step.lost) this.withdrawing = undefined
        break
      case 'full':
        device.full = !device.full
        break
      case 'version':
        device.version++
        break
      case 'runs-code':
        page.code.runs.open()
        break
      case 'queue-code':
        page.code.queue.open()
        break
      case 'drain':
        void page.queue?.flush()
        break
      case 'identify':
        device.visitor = step.who
        // [P3] also what was closed a moment ago and still waits for the code that sends it
        for (const one of this.screens)
          if (one.page === page && one.owner === undefined && step.who) {
            one.owner = step.who
            // what was put in its place is theirs as well: acts carry it along
            const theirs = [...this.words.values()].filter((word) => word.screen === one)
            for (const word of [...theirs, ...one.words.values()]) word.heirs.add(step.who)
          }
        for (const one of mine) if (one.owner !== step.who) one.isGone = true
        void page.core.identify(step.who === undefined ? undefined : { id: step.who })
        break
      case 'network':
        device.network = step.is
        break
      case 'replay':
        for (const delivery of device.requests[step.nth % (device.requests.length || 1)] ?? [])
          if ('response' in delivery.data) device.receiver.take(delivery)
        break
      case 'clock':
        device.shift += step.ms
        break
      case 'pass':
        await device.pass(step.ms, () => this.steps(6))
        break
      case 'steps':
        await this.steps(step.count)
        break
      case 'withdraw':
        await this.withdraw(page)
    }
    await settled()
    this.look()
  }

  reopen(page: Page): void {
    page.crash()
    for (const screen of this.screens) if (screen.page === page) screen.isGone = true
    this.pages.splice(this.pages.indexOf(page), 1, this.device.open(this.isLate))
  }

  show(page: Page, order: number, force: boolean): void {
    const { core } = page
    const orderId = order ? `E-${order}` : undefined
    void findSurvey(core, 'after-purchase')
      .then((survey) => core.begin(survey, { force, ...(orderId && { context: { order: { orderId } } }) }))
      // [P3] who came while it was being opened is shown one of their own
      .then((begun) => begun && this.appear(page, begun, core.visitor.subject?.id, orderId))
      .catch((cause: unknown) => this.faults.push(`show: ${cause}`))
  }

  appear(page: Page, begun: Begun, owner: string | undefined, order: string | undefined): void {
    if (this.screens.some((one) => one.begun === begun) || page.isDead) return
    const screen: Screen = {
      begun,
      page,
      order,
      at: begun.handle.delivery.is === 'withdrawn' ? this.withdrawnAt : this.time,
      owner,
      words: new Map(),
      is: 'idle',
      isGone: false,
      hasPressed: false,
      hasTyped: false,
    }
    this.screens.push(screen)
    for (const [question, answer] of Object.entries(begun.run.answers)) {
      const word = this.words.get(markOf(wordsOf(answer)))
      if (!word) continue
      if (word.order !== order) this.faults.push(`CI3 ${word.text} of order ${word.order} is shown for ${order}`)
      if (word.owners.size === 1 && word.owners.has(undefined)) word.owners.add(owner)
      if (!word.owners.has(owner)) this.faults.push(`CI3 ${word.text} of ${[...word.owners]} is shown to ${owner}`)
      screen.words.set(question as Question, word)
    }
    begun.handle.subscribe(() => this.told(screen))
  }

  answer(screen: Screen, question: Question, isBig: boolean): void {
    const text = `w${++this.#count}.`
    const word: Word = {
      text,
      order: screen.order,
      owners: new Set([screen.owner]),
      heirs: new Set(),
      at: this.time,
      mono: this.device.mono,
      screen,
      isBig,
      isReplaced: false,
      told: new Set(),
    }
    const before = screen.words.get(question)
    const { handle } = screen.begun
    // what cannot be seen cannot be answered; who pressed while the code was on its way waits for it
    const { current } = handle
    if (screen.hasPressed && !screen.page.code.runs.isOpen) return
    if (current.screen !== 'page' || !current.questions.some(({ id }) => id === question)) return
    this.words.set(text, word)
    screen.hasTyped = true
    if (before) before.isReplaced = true
    screen.words.set(question, word)
    const said = isBig ? text.padEnd(4000, 'x') : text
    handle.answer(
      question as QuestionId,
      question === 'c' ? { kind: 'complaint', text: said } : { kind: 'text', text: said },
    )
  }

  /** [CI5] and what each telling promises. */
  told(screen: Screen): void {
    if (screen.isGone) return
    const { is } = screen.begun.handle.delivery
    if (is !== screen.is && !ARROWS[screen.is].includes(is)) this.faults.push(`CI5 ${screen.is} → ${is}`)
    screen.is = is
    if (screen.page.isDead || this.isWithdrawn(screen)) return
    // what was said on a screen that was taken back may be taken up on a later one; the erasure names it all the same
    const said = [...screen.words.values()].filter((word) => !word.isReplaced && !this.isTakenBack(word))
    if (is === 'sent')
      for (const word of said) {
        word.told.add('sent')
        if (!this.isReceived(word)) this.faults.push(`CI1 ${word.text} told sent, is not at the receiver`)
      }
    if (is === 'kept' || is === 'blocked')
      for (const word of said) {
        word.told.add('kept')
        if (!this.isSafe(word)) this.faults.push(`CI2 ${word.text} told ${is}, is nowhere`)
      }
  }

  look(): void {
    this.faults.push(...this.device.broken.splice(0))
    this.owners()
    this.writtenDown()
    for (const screen of this.screens) if (!screen.isGone) this.told(screen)
    for (const word of this.words.values()) {
      if (word.isReplaced || this.isTakenBack(word)) continue
      if (word.told.has('sent') && !this.isReceived(word)) this.faults.push(`CI1 ${word.text} was told sent, is gone`)
      if (word.told.has('kept') && !this.isSafe(word)) this.faults.push(`CI2 ${word.text} was told kept, is nowhere`)
    }
    for (const screen of this.screens)
      if (screen.page === this.withdrawing && this.isWithdrawn(screen) && !screen.isGone && screen.is === 'sent')
        this.faults.push('W1 a screen says sent after the withdrawal')
    for (const { row, answers } of this.device.receiver.answers())
      for (const answer of Object.values(answers)) {
        const word = this.words.get(markOf(wordsOf(answer)))
        if (!word) continue
        if (row.context.order?.orderId !== word.order)
          this.faults.push(`CI3 ${word.text} of order ${word.order} stored for ${row.context.order?.orderId}`)
        if (row.subject && !word.owners.has(row.subject.id) && !word.heirs.has(row.subject.id))
          this.faults.push(`CI3 ${word.text} of ${[...word.owners]} stored for ${row.subject.id}`)
      }
    if (this.faults.length) throw new Error([...new Set(this.faults)].join('\n'))
  }

  /** [P1] Where there is a lock manager, a pass stands on one page. */
  owners(): void {
    if (!this.device.hasLocks) return
    const shown = this.screens.filter((one) => !one.isGone && one.begun.run.at !== 'end' && !this.isWithdrawn(one))
    for (const one of shown)
      for (const other of shown)
        if (one.page !== other.page && one.begun.responseId === other.begun.responseId)
          this.faults.push('P1 one pass stands on two pages')
  }
  /** [CS3] [CS4] A store that is at rest holds what was said 0.4 s ago, and at once what waits for code. */
  writtenDown(): void {
    this.hasBeenFull ||= this.device.full
    if (this.scheduler.count() || this.hasBeenFull) return
    for (const { isGone, page, owner, words } of this.screens)
      if (!isGone && !page.isDead && owner !== undefined)
        for (const word of words.values()) if (word.heirs.has(owner)) word.owners.add(owner)
    for (const word of this.words.values()) {
      const { screen } = word
      if (word.isReplaced || this.isTakenBack(word) || screen.page.isDead) continue
      const isActs = !screen.page.code.runs.isOpen
      if (!isActs && this.device.mono - word.mono < 450) continue
      word.told.add('kept')
      if (!this.isSafe(word)) this.faults.push(`CS3 CS4 ${word.text} was said, is nowhere`)
    }
  }

  /** Words that the disk lost with its end were kept as far as anybody could know. */
  forgive(): void {
    for (const word of this.words.values()) if (!this.isSafe(word)) word.told.delete('kept')
  }

  isReceived({ text }: Word): boolean {
    return this.device.receiver
      .answers()
      .some(({ answers }) => Object.values(answers).some((answer) => markOf(wordsOf(answer)) === text))
  }
  isSafe(word: Word): boolean {
    return (
      this.isReceived(word) ||
      [...this.device.disk.values()].some(({ body, meta }) => body.includes(word.text) || meta.includes(word.text))
    )
  }
  isWithdrawn(screen: Screen): boolean {
    return screen.at <= this.withdrawnAt
  }
  isTakenBack(word: Word): boolean {
    return word.at <= this.withdrawnAt || this.isWithdrawn(word.screen)
  }

  async withdraw(page: Page): Promise<void> {
    let isOver = false
    void changeConsent(page.core, 'withdrawn').then(() => {
      isOver = true
    })
    this.withdrawnAt = this.time++
    // what is said in the millisecond of a withdrawal counts as said before it
    await this.device.pass(1, async () => {})
    await this.steps(Math.floor(this.device.unit() * 6))
    page.code.queue.open()
    page.code.runs.open()
    for (let i = 0; i < 2000 && !isOver; i++) await this.steps(1)
    // begun while this page was withdrawing: the client says whether it fell to it
    for (const screen of this.screens)
      if (screen.page === page && screen.begun.handle.delivery.is === 'withdrawn')
        screen.at = Math.min(screen.at, this.withdrawnAt)
    if (!isOver) this.faults.push('W1 the withdrawal does not end')
    await this.device.pass(1, async () => {})
    this.withdrawing = page
  }

  /** The faults are lifted; whoever looks at a screen tries again where it says so. */
  async end(): Promise<void> {
    const { device } = this
    device.network = 'fine'
    device.full = false
    for (const page of this.pages) {
      page.code.runs.open()
      page.code.queue.open()
    }
    await this.steps(2000)
    const rest = this.device.open(false)
    this.pages.push(rest)
    for (let i = 0; i < 40; i++) {
      for (const page of this.pages) page.fire('online')
      await device.pass(i < 3 ? 5000 : 3 * 60_000, () => this.steps(2000))
      for (const screen of this.live())
        if (screen.begun.handle.delivery.is === 'not_saved') void screen.begun.handle.retry()
      await this.steps(2000)
      const isTold = this.live().every(
        (screen) => !screen.hasTyped || !hasWords(screen) || screen.begun.handle.delivery.is === 'sent',
      )
      if (i > 4 && isTold && this.waiting().length === 0) break
    }
    this.look()
    // what was taken up again and not touched is not spoken of
    this.untold = this.live().filter(
      (screen) => hasWords(screen) && screen.hasTyped && screen.begun.handle.delivery.is !== 'sent',
    )
    // acts of an earlier page wait until nobody shows a pass of that name
    for (const screen of this.live()) void screen.begun.handle.leave()
    for (let i = 0; i < 3; i++) await device.pass(60_000, () => this.steps(2000))
    this.look()
  }
  live(): Screen[] {
    return this.screens.filter((screen) => !screen.isGone && !this.isWithdrawn(screen))
  }
  waiting(): string[] {
    return [...this.device.disk.keys(), ...this.device.weak.keys()].filter((key) =>
      new RegExp(`^${PROJECT}:[0-8]`).test(key),
    )
  }

  check(): void {
    expect(this.waiting(), 'CI4 nothing waits').toEqual([])
    for (const { words, begun } of this.untold)
      expect.fail(
        `CI4 the screen of ${[...words.values()].map(({ text }) => text)} says ${begun.handle.delivery.is}, not sent`,
      )
    for (const word of this.words.values()) {
      if (word.isReplaced || this.isTakenBack(word)) continue
      if (word.told.size) expect(this.isReceived(word), `CI1 CI2 ${word.text} told ${[...word.told]}`).toBe(true)
    }
    for (const word of this.words.values())
      if (word.at <= this.withdrawnAt && word.screen.page === this.withdrawing)
        expect(this.isReceived(word), `W1 ${word.text} was taken back`).toBe(false)
    this.count()
    const rows = [...this.device.receiver.rows.values()].filter(({ state }) => !state.continues)
    for (const word of this.words.values()) {
      const of = rows.filter(({ state, beside }) =>
        [state.answers, ...beside].some((answers) =>
          Object.values(answers).some((answer) => markOf(wordsOf(answer)) === word.text),
        ),
      )
      expect(of.length, `CI6 ${word.text} is in two responses`).toBeLessThanOrEqual(1)
    }
  }

  /**
   * CI6, counted: each pass in which something was promised is received, taken back, or given up by its customer, who put
   * other words in the place of all of its words, or by the disk, which lost its end; and nothing else is received.
   */
  count(): void {
    const { rows, erased } = this.device.receiver
    const sum = { begun: 0, received: 0, withdrawn: 0, replaced: 0 }
    const begun = new Map<string, Screen[]>()
    for (const screen of this.screens) {
      const { responseId } = screen.begun
      begun.set(responseId, [...(begun.get(responseId) ?? []), screen])
    }
    for (const [responseId, screens] of begun) {
      const words = [...this.words.values()].filter(({ screen, told }) => screens.includes(screen) && told.size)
      if (!words.length) continue
      sum.begun++
      const isReceived = [...rows].some(([id, { state }]) => id === responseId || state.continues === responseId)
      if (isReceived) sum.received++
      else if (erased.has(responseId) || words.every((word) => this.isTakenBack(word))) sum.withdrawn++
      else if (words.every((word) => word.isReplaced)) sum.replaced++
    }
    expect(sum.received + sum.withdrawn + sum.replaced, `CI6 ${JSON.stringify(sum)}`).toBe(sum.begun)
    const roots = [...rows].map(([id, { state }]) => state.continues ?? id)
    const strangers = roots.filter((id) => !begun.has(id) && !rows.has(id) && !erased.has(id))
    expect(strangers, 'CI6 received, and begun by nobody').toEqual([])
  }
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
}
const hasWords = ({ words }: Screen): boolean => [...words.values()].some(({ isReplaced }) => !isReplaced)
const markOf = (text: string): string => text.replace(/x+$/, '')

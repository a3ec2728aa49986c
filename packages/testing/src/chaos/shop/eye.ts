/** What the screen of one place says now; everything else of the suite's verdict is made of these. */
export interface Seen {
  /** Page load and place in it: one card. */
  readonly place: string
  /** Order and person that the page had told when the card appeared; empty: none. */
  readonly order: string
  readonly person: string
  readonly survey: string
  readonly version: number
  readonly says: Says
  /** First words of the card, for those who read the report. */
  readonly words: string
  /** What stands in the fields, or stood on an earlier page of the card: by question, part after a dot. */
  readonly units: Readonly<Record<string, string>>
  /** A press that had no end in time: what the screen said then. */
  readonly hung?: string
  /** How long nothing has changed on this card, ms, without what the machine itself was late. Told every second. */
  readonly steadyMs?: number
}

/** What the words on a card come to. `blank`: neither a question nor a word of what became of it. */
export type Says = 'asking' | 'saving' | 'sent' | 'kept' | 'here' | 'not_saved' | 'withdrawn' | 'blank' | 'gone'

/**
 * Watches the cards of the widget as a person at the screen does, and tells each change. Runs in the page, as text:
 * it may use nothing from outside.
 */
export function watchScreen(): void {
  interface Card {
    place: string
    order: string
    person: string
    survey: string
    version: number
    units: Record<string, string>
    told: string
    /** When it last changed, and how late the page had been by then. */
    changed: readonly [at: number, late: number]
  }
  type Shop = { franklyChaos: (seen: unknown) => Promise<void>; shopSays: { order: string; person: string } }
  const page = window as unknown as Shop
  const load = Math.random().toString(36).slice(2, 8)
  const cards = new Map<Element, Card>()
  const watched = new WeakSet<Node>()
  const judged = new Set<string>()
  let lateness = 0
  let beat = performance.now()
  setInterval(() => {
    lateness += Math.max(0, performance.now() - beat - 150)
    beat = performance.now()
    look()
  }, 100)

  const saidBy = (text: string, asks: boolean): string => {
    const known: readonly (readonly [string, string])[] = [
      ['not_saved', 'Not saved yet'],
      ['not_saved', 'Not saved. Your words are still here'],
      ['here', 'Not sent yet'],
      ['withdrawn', 'has been taken back'],
      ['kept', 'Saved in this browser'],
      ['kept', 'Kept on this device'],
      ['kept', 'Your answer is saved'],
      ['kept', 'It is kept safe'],
      ['sent', 'Got it, thank you.'],
      ['saving', 'Saving'],
      // says that a part is not here; what was said before has to be safe without a word
      ['asking', 'could not be loaded'],
    ]
    for (const [says, words] of known) if (text.includes(words)) return says
    return asks || /more questions?/.test(text) ? 'asking' : 'blank'
  }

  const unitsOf = (root: ShadowRoot, into: Record<string, string>): void => {
    for (const block of root.querySelectorAll<HTMLElement>('.q[data-q]')) {
      const id = block.dataset['q'] ?? ''
      const set = (part: string, value: string): void => {
        if (value) into[id + part] = value
        else delete into[id + part]
      }
      const chosen: string[] = []
      let choosing = false
      for (const input of block.querySelectorAll<HTMLInputElement>('input[type=radio],input[type=checkbox]')) {
        // a later step of the door names its fields after the answer that they belong to
        const unit = input.name.slice(2)
        if (!unit) set('.granted', input.checked ? 'true' : '')
        else if (unit === id) {
          choosing = true
          if (input.checked) chosen.push(input.value)
        } else if (input.checked && !unit.endsWith('.name')) into[unit] = input.value
      }
      if (choosing) set('', chosen.sort().join())
      const field = block.querySelector<HTMLInputElement>('textarea,input[type=text],input[type=email],input[type=tel]')
      if (field) set('.text', field.value)
      else if (!choosing) set('.text', '')
    }
  }

  const tell = (card: Card, says: string, words: string, hung?: string): void => {
    const { place, order, person, survey, version, units } = card
    page.franklyChaos({
      place,
      order,
      person,
      survey,
      version,
      says,
      words,
      units: { ...units },
      ...(hung ? { hung } : {}),
    })
  }

  setInterval(() => {
    for (const { place, changed } of cards.values())
      page.franklyChaos({ place, steadyMs: performance.now() - changed[0] - (lateness - changed[1]) })
  }, 1000)

  let count = 0
  /** Order of the card whose door was pressed, until the door stands. */
  let doorOf: string | undefined
  function look(): void {
    for (const host of document.querySelectorAll('frankly-box,frankly-survey')) {
      const root = host.shadowRoot
      if (!root) continue
      if (!watched.has(root)) {
        watched.add(root)
        new MutationObserver(look).observe(root, {
          subtree: true,
          childList: true,
          characterData: true,
          attributes: true,
        })
        for (const act of ['input', 'change', 'click']) root.addEventListener(act, () => setTimeout(look))
        root.addEventListener('click', pressed, true)
      }
      const drawn = root.querySelector('.card .page')
      const text = drawn?.textContent ?? ''
      const mark = /\[(\w+)\.(\d+)\]/.exec(text)
      let card = cards.get(host)
      if (!drawn) {
        if (card) tell(card, 'gone', '')
        cards.delete(host)
        continue
      }
      if (mark && (card?.survey !== mark[1] || card?.version !== Number(mark[2]))) {
        if (card) tell(card, 'gone', '')
        const isDoor = mark[1] === 'complaint'
        card = {
          place: `${load}-${++count}`,
          ...page.shopSays,
          // [CD3] opened from a card: about that card's order
          ...(isDoor && doorOf !== undefined && { order: doorOf }),
          survey: mark[1] ?? '',
          version: Number(mark[2]),
          units: {},
          told: '',
          changed: [0, 0],
        }
        if (isDoor) doorOf = undefined
        cards.set(host, card)
        // for the customer, who notes in which card something is typed
        const { order, person, survey, version } = card
        Object.assign(host, { chaosCard: { order, person, survey, version } })
      }
      if (!card) continue
      unitsOf(root, card.units)
      const says = saidBy(text, root.querySelector('.q') !== null)
      const told = JSON.stringify([says, card.units])
      if (told === card.told) continue
      card.told = told
      card.changed = [performance.now(), lateness]
      tell(card, says, text.slice(0, 80))
    }
    for (const [host, card] of cards) {
      if (host.isConnected) continue
      tell(card, 'gone', '')
      cards.delete(host)
    }
  }

  /** A press on what goes on: two seconds later the screen must have moved or have said what became of the words. */
  function pressed(event: Event): void {
    const target = event.composedPath()[0] as HTMLElement
    const host = ((event.currentTarget as ShadowRoot) ?? target.getRootNode()).host
    const root = host.shadowRoot
    const card = cards.get(host)
    if (card && target.closest?.('.door')) doorOf = card.order
    const alone = root?.querySelectorAll('.q').length === 1
    const scale =
      target.matches?.('input[type=radio]') &&
      alone &&
      target.closest('.q')?.querySelector('[type=text],textarea') === null
    const moves =
      target.closest?.('.go') ||
      (scale && (event as MouseEvent).detail > 0 && !root?.querySelector('.parts,.rows,.ways'))
    if (!root || !card || !moves) return
    const screen = () => (root.querySelector('.card .page [data-q]') as HTMLElement | null)?.dataset['q'] ?? ''
    const before = screen()
    // one wait for one screen, however often it is pressed
    const name = `${card.place} ${before}`
    if (judged.has(name)) return
    judged.add(name)
    const alerts = () => root.querySelectorAll('.bad,[role=alert]').length
    const alertsBefore = alerts()
    let moved = false
    let answered = false
    const moving = setInterval(() => {
      moved ||= screen() !== '' && screen() !== before
      if (alerts() <= alertsBefore) return
      // told what is missing: the next press is another one
      answered = true
      clearInterval(moving)
      judged.delete(name)
    }, 50)
    const begun = performance.now()
    const lateBefore = lateness
    let judgedAt = 0
    const judge = (): void => {
      if (answered) return
      judged.delete(name)
      // with what the page is late just now: its own timers come after a standstill, in any order
      const late = lateness + Math.max(0, performance.now() - beat - 150) - lateBefore
      // what the machine itself was late is no fault of the product
      if (performance.now() - begun < 2600 + late || (late > judgedAt && late > 0)) {
        judgedAt = late
        judged.add(name)
        return void setTimeout(judge, 200)
      }
      clearInterval(moving)
      // what another page of questions says later is that one's matter
      if (moved || !host.isConnected || !root.querySelector('.card .page')) return
      const text = root.querySelector('.card .page')?.textContent ?? ''
      const says = saidBy(text, root.querySelector('.q') !== null)
      const same =
        says === 'asking' &&
        screen() === before &&
        !root.querySelector('.bad,[role=alert]') &&
        !text.includes('could not be loaded')
      if (says === 'saving' || says === 'blank' || same)
        tell(
          card,
          says,
          text.slice(0, 80),
          `${same ? 'the same page' : says} after ${Math.round(performance.now() - begun)} ms`,
        )
    }
    setTimeout(judge, 2600)
  }

  const begin = (): void => {
    new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true })
    look()
  }
  begin()
}

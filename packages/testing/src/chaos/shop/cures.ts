/** One change of one source file that takes a cure out. `from` stands in the file exactly once. */
export interface Spoil {
  /** From the repository's root. */
  readonly file: string
  readonly from: string
  readonly to: string
}

/** A cure of the product that the suite takes out, to see the row beside it go red. */
export interface ShopCure {
  readonly name: string
  /** What the product does without it. */
  readonly what: string
  /** Row that has to go red. */
  readonly row: number
  readonly spoils: readonly Spoil[]
  /** Taken out by the long run and by `--cure` alone: its row takes long, or a cure of the same kind is taken out in the short one. */
  readonly slow?: true
}

/** All of them, in the order of the table. */
export const SHOP_CURES: readonly ShopCure[] = [
  {
    name: 'unique key',
    what: 'the store takes every post for a new response',
    row: 63,
    spoils: [
      {
        file: 'packages/collector/src/store/put.ts',
        from: 'export function putItems(engine: Engine, items: readonly PutItem[]): Promise<readonly PutResult[]> {',
        to: 'export function putItems(engine: Engine, given: readonly PutItem[]): Promise<readonly PutResult[]> {\n  const items = given.map((item) => ({ ...item, id: crypto.randomUUID() }))',
      },
    ],
  },
  {
    name: 'IndexedDB complete',
    what: 'a transaction that was aborted after its requests succeeded counts as written',
    row: 70,
    spoils: [
      {
        file: 'packages/core/src/browser/transact.ts',
        from: "transaction.onabort = transaction.onerror = () =>\n      reject(transaction.error ?? new DOMException('aborted', 'AbortError'))\n",
        to: 'transaction.onabort = () => resolve(request?.result as Value)\n',
      },
    ],
  },
  {
    name: 'delete after the acknowledgement',
    what: 'records are deleted before they are sent',
    row: 52,
    spoils: [
      {
        file: 'packages/core/src/queue/rules.ts',
        from: 'soundRules: QueueRules = { priorityOf }',
        to: 'soundRules: QueueRules = { priorityOf, deleteFirst: true }',
      },
    ],
  },
  {
    name: 'overtaken',
    what: "a state that another writer's stands before counts as delivered",
    row: 76,
    spoils: [
      {
        file: 'packages/adapters/src/shared/collector-reply.ts',
        from: "if (theirs === undefined || has['writer'] === writer) return",
        to: 'if (theirs !== 0) return',
      },
    ],
  },
  {
    name: "others' words are kept",
    what: "the receiver puts a later state of another writer in the place of the first one's words",
    row: 76,
    spoils: [
      {
        file: 'packages/collector/src/store/plan-put.ts',
        from: 'if (before && before.writer !== now.writer) {',
        to: 'if (before && before.revision < 0) {',
      },
    ],
  },
  {
    name: 'lock of a pass',
    what: 'two places show the same pass',
    row: 57,
    slow: true,
    spoils: [
      {
        file: 'packages/core/src/client/pass-owners.ts',
        from: 'const lock = await locks.own(nameOf(survey, owner))\n',
        to: "const lock = { is: 'own' as const, release: () => {} }\n",
      },
      {
        file: 'packages/core/src/client/pass-owners.ts',
        from: 'const lock = await locks.own(nameOf(survey, { subject: undefined, order: owner.order }))\n',
        to: "const lock = { is: 'own' as const, release: () => {} }\n",
      },
    ],
  },
  {
    name: 'owner of a draft',
    what: "one person's draft, or one order's, is shown to another",
    row: 59,
    slow: true,
    spoils: [
      {
        file: 'packages/core/src/client/find-pass.ts',
        from: ' &&\n    pass.order === order &&\n    (pass.subjectId === undefined || pass.subjectId === subjectId)\n',
        to: '\n',
      },
    ],
  },
  {
    name: 'version of a draft',
    what: 'a draft of an earlier version goes on in a later one',
    row: 61,
    slow: true,
    spoils: [
      {
        file: 'packages/core/src/client/find-pass.ts',
        from: '    pass.surveyVersion === survey.version &&\n',
        to: '',
      },
    ],
  },
  {
    name: 'sent for what is on the screen',
    what: 'the acknowledgement of an earlier revision is told for later words',
    row: 63,
    slow: true,
    spoils: [
      {
        file: 'packages/core/src/client/delivery-state.ts',
        from: 'if (facts.acknowledged >= revision)',
        to: 'if (facts.acknowledged > 0)',
      },
    ],
  },
  {
    name: 'kept on the disk',
    what: '"kept" is told of any store',
    row: 70,
    slow: true,
    spoils: [
      {
        file: 'packages/core/src/client/delivery-state.ts',
        from: "if (durable === 'disk') return",
        to: 'if (durable) return',
      },
    ],
  },
  {
    name: 'acts from the latest',
    what: 'the next answer is made from what is drawn',
    row: 77,
    spoils: [
      {
        file: 'packages/widget/src/screens/page.tsx',
        from: 'change(model.latest(questionId))',
        to: 'change(this.props.view.questions.find(({ id }) => id === questionId)?.answer)',
      },
    ],
  },
  {
    name: 'two seconds',
    what: 'a press waits for ever for its end',
    row: 70,
    slow: true,
    spoils: [
      {
        file: 'packages/core/src/client/delivery-state.ts',
        from: "return { is: isLate ? 'not_saved' : 'saving' }",
        to: "return { is: 'saving' }",
      },
      {
        file: 'packages/core/src/client/delivery-state.ts',
        from: "(durable && isLate)) return { is: 'here' }",
        to: "(durable && isLate)) return { is: 'saving' }",
      },
    ],
  },
  {
    name: 'what is chosen is written as the page goes',
    what: 'a page that is left writes nothing more',
    row: 65,
    slow: true,
    spoils: [
      {
        file: 'packages/core/src/client/assemble-client.ts',
        from: "lifecycle.on('leaving', () => void runs.settle())",
        to: "lifecycle.on('leaving', () => {})",
      },
    ],
  },
  {
    name: 'marks and record in one transaction',
    what: 'a record is written although another tab has taken everything back',
    row: 67,
    slow: true,
    spoils: [
      {
        file: 'packages/core/src/queue/record-store.ts',
        from: 'if (mark.isSince(found, born)) return\n',
        to: '\n',
      },
    ],
  },
  {
    name: 'draft in the same record',
    what: 'what waits to be sent holds no draft: who comes back begins anew',
    row: 78,
    slow: true,
    spoils: [
      {
        file: 'packages/core/src/queue/record.ts',
        from: 'meta: { n: 0, ...(pass ? { pass } : {}) } }',
        to: 'meta: { n: 0 } }',
      },
    ],
  },
  {
    name: 'acts written before code',
    what: 'acts wait in memory until their code is here',
    row: 65,
    slow: true,
    spoils: [
      {
        file: 'packages/core/src/client/early-acts.ts',
        from: 'if (isOver() || !line.length || !hasWords()) return\n',
        to: 'if (!isOver()) return\n',
      },
    ],
  },
  {
    name: 'above what was accepted',
    what: 'a pass that is taken up again begins at the first revision; what it says then counts as delivered',
    row: 78,
    slow: true,
    spoils: [
      {
        file: 'packages/core/src/client/fate.ts',
        from: 'let revision = start',
        to: 'let revision = 0',
      },
      {
        file: 'packages/adapters/src/shared/collector-reply.ts',
        from: "if (theirs === undefined || has['writer'] === writer) return",
        to: 'if (theirs !== 0) return',
      },
    ],
  },
  {
    name: 'damaged records are parked',
    what: 'a record whose body is none is sent as it is',
    row: 73,
    slow: true,
    spoils: [
      {
        file: 'packages/core/src/queue/record.ts',
        from: "  if (!isObject(delivery) || delivery.id !== id || typeof delivery.type !== 'string' || !isObject(delivery.data)) return\n",
        to: '  if (!delivery) return\n',
      },
    ],
  },
  {
    name: "a stranger's refusal is none",
    what: "a 413 that is not the collector's own ends a record",
    row: 63,
    slow: true,
    spoils: [
      {
        file: 'packages/adapters/src/shared/collector-reply.ts',
        from: 'if (status === 413 && !own)\n',
        to: "if (status === 413 && !own && count === 1) return { status: 'rejected', code: 'http_413', detail: '', scope: 'batch' }\n  if (status === 413 && !own)\n",
      },
    ],
  },
]

/** What is changed for one cure; a name that is not known changes nothing. */
export function spoilsOf(name: string): readonly Spoil[] {
  return SHOP_CURES.find((cure) => cure.name === name)?.spoils ?? []
}

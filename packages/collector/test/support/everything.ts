import type { Response } from '@frankly/core'
import { idOf } from './items.ts'

const choices = [
  { id: 'late', text: 'Late' },
  { id: 'cold', text: 'Cold' },
]

/** A survey with every kind of question that is answered. */
export const everythingSurvey = {
  schema: 1,
  id: 'everything',
  version: 3,
  title: 'All kinds',
  defaultLocale: 'en',
  locales: ['en'],
  touchpoint: 'order_confirmed',
  variables: [{ id: 'score', type: 'number', initial: 0, rules: [] }],
  pages: [
    {
      id: 'one',
      questions: [
        { kind: 'rating', id: 'rate', scale: 'csat5', text: 'How was it?' },
        {
          kind: 'scale',
          id: 'weight',
          text: 'How important?',
          min: 1,
          max: 7,
          ends: { low: 'Not important', high: 'Very important' },
          look: 'slider',
        },
        { kind: 'choice', id: 'pick', text: 'What was it?', choices, multiple: true, other: true },
        { kind: 'text', id: 'words', text: 'Say more' },
        {
          kind: 'matrix',
          id: 'grid',
          text: 'Each part',
          rows: choices,
          columns: [
            { id: 'no', text: 'Never' },
            { id: 'yes', text: 'Always' },
          ],
        },
        { kind: 'ranking', id: 'rank', text: 'In order', choices },
        { kind: 'split', id: 'points', text: 'Share out', choices },
        { kind: 'attachment', id: 'photo', text: 'A photo' },
        { kind: 'praise', id: 'thanks', text: 'Who helped?' },
        { kind: 'complaint', id: 'complaint', text: 'What happened?' },
        { kind: 'contact', id: 'reply', text: 'How should we reply?' },
        { kind: 'consent', id: 'agree', text: 'I agree', purpose: 'contact', textVersion: 'v7' },
      ],
    },
  ],
}

/** A response with every field and every kind of answer. */
export const everything = {
  id: idOf(900),
  revision: 4,
  surveyId: 'everything',
  surveyVersion: 3,
  status: 'completed',
  mode: 'link',
  test: true,
  drawn: true,
  locale: 'en',
  touchpoint: 'order_confirmed',
  answers: {
    rate: { kind: 'rating', value: 2 },
    weight: { kind: 'scale', value: 7 },
    pick: { kind: 'choice', choices: ['late', 'other'], other: 'Wet too' },
    words: { kind: 'text', text: 'Long story' },
    grid: { kind: 'matrix', rows: { late: 'yes', cold: 'na' } },
    rank: { kind: 'ranking', order: ['cold', 'late'] },
    points: { kind: 'split', points: { late: 70, cold: 30 } },
    photo: { kind: 'attachment', files: [{ id: idOf(901), name: 'parcel.jpg', type: 'image/jpeg', size: 12_345 }] },
    thanks: { kind: 'praise', text: 'Boris ran after me', who: 'Boris', praise: 'rescue' },
    complaint: {
      kind: 'complaint',
      text: 'The parcel was on fire',
      category: 'safety',
      remedy: 'refund',
      remedyText: 'in cash',
      nameVisibleTo: 'everyone',
    },
    reply: { kind: 'contact', channel: 'email', address: 'anna@example.com', hours: ['evening'] },
    agree: { kind: 'consent', granted: true },
  },
  complaint: { severity: 'critical' },
  context: {
    path: '/thanks',
    order: {
      orderId: 'A-900',
      value: 1234.5,
      currency: 'EUR',
      items: [{ id: 'sku-9', name: 'Moon teapot', price: 617.25, quantity: 2, category: 'pots' }],
      coupon: 'SPRING10',
      firstOrder: true,
      deliveryMethod: 'courier',
    },
    device: 'phone',
    utcOffsetMinutes: 210,
    tags: { campaign: 'gift' },
  },
  subject: { id: 'customer-77', traits: { name: 'Petrova' } },
  consents: [{ purpose: 'contact', granted: true, textVersion: 'v7', at: 1_795_299_990_000 }],
  timings: {
    startedAt: 1_795_299_960_000,
    updatedAt: 1_795_299_990_000,
    completedAt: 1_795_299_990_000,
    questionMs: { rate: 1500 },
  },
  variables: { score: 42 },
  receiptCode: 'K7M4-2QXD-9',
} as const satisfies Response

/** Words that must be seen at a place, or why they are not there. */
type Seen = string | { readonly because: string }

const machine = { because: 'a number of the machine: it tells people nothing, and stands in the exports' }
const small = { because: 'a message tells what happened and what is wanted; the rest is on the page that it leads to' }
const kept = { because: 'a contact leaves only by an option of the adapter; see `contact`' }

/** Where each field of a stored response is seen: on the live page, in CSV, in a text message. NDJSON has them all. */
export const wanted: readonly {
  readonly field: string
  readonly onPage: Seen
  readonly inCsv: Seen
  readonly inMessage: Seen
}[] = [
  { field: 'id', onPage: everything.id, inCsv: everything.id, inMessage: machine },
  { field: 'revision', onPage: 'Revision 4', inCsv: ',4,everything', inMessage: machine },
  { field: 'surveyId', onPage: 'All kinds', inCsv: ',everything,', inMessage: 'All kinds' },
  { field: 'surveyVersion', onPage: 'version 3', inCsv: ',everything,3,', inMessage: small },
  {
    field: 'status',
    onPage: { because: 'a finished answer is the usual one; unfinished and closed ones have a flag' },
    inCsv: ',completed,',
    inMessage: small,
  },
  { field: 'mode', onPage: 'Given by a link', inCsv: ',link,', inMessage: small },
  { field: 'test', onPage: 'Trial answer', inCsv: ',yes,', inMessage: small },
  { field: 'drawn', onPage: 'In Frankly’s own form yes', inCsv: 'drawn', inMessage: machine },
  { field: 'locale', onPage: 'Language English', inCsv: ',en,', inMessage: small },
  { field: 'touchpoint', onPage: 'Where order placed', inCsv: 'order_confirmed', inMessage: small },
  ...Object.keys(everything.answers).map((id) => ({
    field: `answers.${id}.kind`,
    onPage: { because: 'the question and its form tell the kind' },
    inCsv: everything.answers[id as keyof typeof everything.answers].kind,
    inMessage: { because: 'the question and its form tell the kind' },
  })),
  { field: 'answers.rate.value', onPage: '2 · Badly', inCsv: '2 · Badly', inMessage: '2 · Badly' },
  {
    field: 'answers.weight.value',
    onPage: '7 · Very important',
    inCsv: '7 · Very important',
    inMessage: '7 · Very important',
  },
  { field: 'answers.pick.choices', onPage: 'Late, other', inCsv: 'Late, other', inMessage: 'Late' },
  { field: 'answers.pick.other', onPage: 'Wet too', inCsv: 'Wet too', inMessage: 'Wet too' },
  { field: 'answers.words.text', onPage: 'Long story', inCsv: 'Long story', inMessage: 'Long story' },
  {
    field: 'answers.grid.rows',
    onPage: 'Late: Always; Cold: does not apply',
    inCsv: 'Late: Always; Cold: does not apply',
    inMessage: 'Always',
  },
  { field: 'answers.rank.order', onPage: '1. Cold 2. Late', inCsv: '1. Cold  2. Late', inMessage: '1. Cold' },
  { field: 'answers.points.points', onPage: 'Late: 70; Cold: 30', inCsv: 'Late: 70; Cold: 30', inMessage: 'Late: 70' },
  {
    field: 'answers.photo.files.id',
    onPage: { because: 'it is the address of the photo once it is here; see the test of photos' },
    inCsv: idOf(901),
    inMessage: machine,
  },
  { field: 'answers.photo.files.name', onPage: 'parcel.jpg', inCsv: 'parcel.jpg', inMessage: 'parcel.jpg' },
  {
    field: 'answers.photo.files.type',
    onPage: { because: 'the photo itself is seen, or said to be missing' },
    inCsv: 'image/jpeg',
    inMessage: machine,
  },
  {
    field: 'answers.photo.files.size',
    onPage: { because: 'the photo itself is seen, or said to be missing' },
    inCsv: '12345',
    inMessage: machine,
  },
  {
    field: 'answers.thanks.text',
    onPage: 'Boris ran after me',
    inCsv: 'Boris ran after me',
    inMessage: 'Boris ran after me',
  },
  { field: 'answers.thanks.who', onPage: 'Who helped: Boris', inCsv: ',Boris,', inMessage: 'Boris' },
  { field: 'answers.thanks.praise', onPage: 'They saved the day', inCsv: ',rescue,', inMessage: 'They saved the day' },
  {
    field: 'answers.complaint.text',
    onPage: 'The parcel was on fire',
    inCsv: 'The parcel was on fire',
    inMessage: 'The parcel was on fire',
  },
  {
    field: 'answers.complaint.category',
    onPage: 'About: Danger, data leak, discrimination',
    inCsv: ',safety,',
    inMessage: 'Danger, data leak, discrimination',
  },
  { field: 'answers.complaint.remedy', onPage: 'Wants: refund', inCsv: ',refund,', inMessage: 'refund' },
  { field: 'answers.complaint.remedyText', onPage: 'refund: in cash', inCsv: ',in cash,', inMessage: 'in cash' },
  {
    field: 'answers.complaint.nameVisibleTo',
    onPage: 'May see the name: the whole team',
    inCsv: ',everyone,',
    inMessage: 'the whole team',
  },
  { field: 'answers.reply.channel', onPage: 'e-mail', inCsv: ',email,', inMessage: 'e-mail' },
  {
    field: 'answers.reply.address',
    onPage: 'anna@example.com',
    inCsv: 'anna@example.com',
    inMessage: 'anna@example.com',
  },
  {
    field: 'answers.reply.hours',
    onPage: 'Convenient: evening, 17–21',
    inCsv: 'evening, 17–21',
    inMessage: 'evening, 17–21',
  },
  { field: 'answers.agree.granted', onPage: 'I agree Yes', inCsv: 'I agree,consent,Yes', inMessage: 'Yes' },
  { field: 'complaint.severity', onPage: 'critical', inCsv: ',critical,', inMessage: 'Urgent: something went wrong' },
  { field: 'context.path', onPage: 'Page /thanks', inCsv: '/thanks', inMessage: small },
  { field: 'context.order.orderId', onPage: 'Order A-900', inCsv: 'A-900', inMessage: 'A-900' },
  { field: 'context.order.value', onPage: '€1,234.50', inCsv: ',1234.5,', inMessage: small },
  { field: 'context.order.currency', onPage: '€', inCsv: ',EUR,', inMessage: small },
  { field: 'context.order.items.id', onPage: 'sku-9', inCsv: 'sku-9', inMessage: small },
  { field: 'context.order.items.name', onPage: 'Moon teapot', inCsv: '2 × Moon teapot', inMessage: small },
  { field: 'context.order.items.price', onPage: '617.25', inCsv: '617.25', inMessage: small },
  { field: 'context.order.items.quantity', onPage: '2 × 617.25', inCsv: '2 × Moon', inMessage: small },
  { field: 'context.order.items.category', onPage: 'pots', inCsv: 'pots', inMessage: small },
  { field: 'context.order.coupon', onPage: 'Coupon SPRING10', inCsv: 'SPRING10', inMessage: small },
  { field: 'context.order.firstOrder', onPage: 'First order yes', inCsv: 'firstOrder', inMessage: small },
  { field: 'context.order.deliveryMethod', onPage: 'Delivery courier', inCsv: 'courier', inMessage: small },
  { field: 'context.device', onPage: 'Device phone', inCsv: ',phone,', inMessage: small },
  { field: 'context.utcOffsetMinutes', onPage: 'UTC+3:30', inCsv: ',210,', inMessage: small },
  { field: 'context.tags', onPage: 'Tag: campaign gift', inCsv: 'gift', inMessage: small },
  { field: 'subject.id', onPage: 'Customer customer-77', inCsv: 'customer-77', inMessage: kept },
  { field: 'subject.traits', onPage: 'Customer: name Petrova', inCsv: 'Petrova', inMessage: kept },
  { field: 'consents.purpose', onPage: 'Consent to be contacted', inCsv: 'contact: yes', inMessage: small },
  { field: 'consents.granted', onPage: 'Consent to be contacted yes', inCsv: 'contact: yes', inMessage: small },
  { field: 'consents.textVersion', onPage: 'text v7', inCsv: '(v7)', inMessage: small },
  {
    field: 'consents.at',
    onPage: 'yes, Nov',
    inCsv: { because: 'it is the moment of the answer to within a second; NDJSON has it' },
    inMessage: small,
  },
  { field: 'timings.startedAt', onPage: 'Began', inCsv: '2026-11-21T22:26:00', inMessage: machine },
  {
    field: 'timings.updatedAt',
    onPage: 'Given',
    inCsv: { because: 'it is `occurred_at`, corrected by the clock of the collector' },
    inMessage: machine,
  },
  { field: 'timings.completedAt', onPage: 'Took 30 sec', inCsv: 'completed_at', inMessage: machine },
  { field: 'timings.questionMs', onPage: 'Each question 1.5 sec', inCsv: '1500', inMessage: machine },
  { field: 'variables', onPage: 'Score: score 42', inCsv: '42', inMessage: small },
  { field: 'receiptCode', onPage: 'Receipt K7M4-2QXD-9', inCsv: 'K7M4-2QXD-9', inMessage: kept },
]

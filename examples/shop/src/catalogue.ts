import type { Both, Language } from './language.ts'

export type Kind = 'tea' | 'pottery'

export interface Product {
  readonly id: string
  readonly kind: Kind
  readonly name: Both
  /** One line on the card. */
  readonly line: Both
  readonly story: Both
  /** Short facts: size, weight, how to brew. */
  readonly facts: Readonly<Record<Language, readonly string[]>>
  readonly price: { readonly EUR: number; readonly RUB: number }
  readonly tint: 'rose' | 'sage' | 'ochre' | 'sky' | 'clay' | 'plum'
}

/** Delivery by courier; a pick-up point is free. */
export const COURIER = { EUR: 4, RUB: 350 } as const

export const PRODUCTS: readonly Product[] = [
  {
    id: 'moon-teapot',
    kind: 'pottery',
    name: { en: 'Moon teapot', ru: 'Чайник «Луна»' },
    line: { en: 'Thrown in one sitting, pours without a drip.', ru: 'Сделан за один присест, не проливает ни капли.' },
    story: {
      en: 'Round as the moon above our kiln and just heavy enough to feel calm in the hand. The spout is cut at night, when nobody hurries, so it pours clean to the last drop.',
      ru: 'Круглый, как луна над нашей печью, и ровно такой тяжёлый, чтобы руке было спокойно. Носик мы режем вечером, когда никто не спешит, поэтому он льёт чисто до последней капли.',
    },
    facts: {
      en: ['600 ml, three good cups', 'Stoneware, ash glaze', 'Dishwasher safe, handle lifts off'],
      ru: ['600 мл, три хорошие чашки', 'Каменная масса, зольная глазурь', 'Можно в посудомойку, ручка снимается'],
    },
    price: { EUR: 58, RUB: 5400 },
    tint: 'sky',
  },
  {
    id: 'morning-assam',
    kind: 'tea',
    name: { en: 'Morning Assam', ru: 'Утренний ассам' },
    line: { en: 'Malty and bright. Wakes you kindly.', ru: 'Солодовый и яркий. Будит по-доброму.' },
    story: {
      en: 'Second-flush leaf from a family garden by the Brahmaputra. Strong enough for milk, soft enough without it. The cup smells of warm bread crust.',
      ru: 'Лист второго сбора из семейного сада у Брахмапутры. Достаточно крепкий для молока, достаточно мягкий без него. Чашка пахнет тёплой хлебной коркой.',
    },
    facts: {
      en: ['100 g, about 40 cups', '95 °C, 3 minutes', 'Picked in June 2026'],
      ru: ['100 г, около 40 чашек', '95 °C, 3 минуты', 'Собран в июне 2026'],
    },
    price: { EUR: 12, RUB: 890 },
    tint: 'clay',
  },
  {
    id: 'rain-bowl',
    kind: 'pottery',
    name: { en: 'Rain bowl', ru: 'Пиала «Дождь»' },
    line: { en: 'The glaze runs where it likes.', ru: 'Глазурь течёт, куда захочет.' },
    story: {
      en: 'We pour the glaze and let it decide. No two bowls ever ran the same way, so the one you get has never existed before.',
      ru: 'Мы наливаем глазурь, а дальше она решает сама. Двух одинаковых пиал ещё не было: такой, как ваша, раньше не существовало.',
    },
    facts: {
      en: ['350 ml, for tea or for soup', 'Porcelain, iron glaze', 'Each one differs a little'],
      ru: ['350 мл, для чая или супа', 'Фарфор, железная глазурь', 'Каждая чуть отличается'],
    },
    price: { EUR: 24, RUB: 2200 },
    tint: 'sage',
  },
  {
    id: 'fireweed',
    kind: 'tea',
    name: { en: 'Fireweed', ru: 'Иван-чай' },
    line: { en: 'Meadow honey, no caffeine.', ru: 'Луговой мёд, без кофеина.' },
    story: {
      en: 'Fermented by hand for two days and dried on a wood stove. It tastes of a July meadow and lets you sleep.',
      ru: 'Двое суток вручную ферментируем и сушим на дровяной печи. На вкус как июльский луг, и спать не мешает.',
    },
    facts: {
      en: ['80 g, about 30 cups', '90 °C, 6 minutes', 'Grown at 58° north'],
      ru: ['80 г, около 30 чашек', '90 °C, 6 минут', 'Вырос на 58-й широте'],
    },
    price: { EUR: 9, RUB: 620 },
    tint: 'rose',
  },
  {
    id: 'ember-mug',
    kind: 'pottery',
    name: { en: 'Ember mug', ru: 'Кружка «Уголёк»' },
    line: { en: 'Keeps warm through one long letter.', ru: 'Не остывает, пока пишется длинное письмо.' },
    story: {
      en: 'A thick wall, a wide ear for all four fingers, and a dip for the thumb. Made by Vera, who tests each shape for a month at her own table.',
      ru: 'Толстая стенка, широкое ушко на все четыре пальца и ямка для большого. Делает Вера: каждую форму она месяц проверяет за собственным столом.',
    },
    facts: {
      en: ['400 ml', 'Red clay, tin glaze', 'Microwave and dishwasher safe'],
      ru: ['400 мл', 'Красная глина, оловянная глазурь', 'Можно в микроволновку и посудомойку'],
    },
    price: { EUR: 26, RUB: 2400 },
    tint: 'ochre',
  },
  {
    id: 'shade-sencha',
    kind: 'tea',
    name: { en: 'Shade sencha', ru: 'Теневая сенча' },
    line: { en: 'Green, quiet, a little sea salt.', ru: 'Зелёная, тихая, чуть морской соли.' },
    story: {
      en: 'Covered from the sun for ten days before picking, which makes the leaf sweet instead of sharp. Use cooler water than you think.',
      ru: 'Десять дней перед сбором её прячут от солнца, и лист становится сладким, а не резким. Воду берите прохладнее, чем кажется.',
    },
    facts: {
      en: ['70 g, about 28 cups', '70 °C, 90 seconds', 'Brews three times'],
      ru: ['70 г, около 28 чашек', '70 °C, 90 секунд', 'Хватает на три заварки'],
    },
    price: { EUR: 18, RUB: 1450 },
    tint: 'sage',
  },
  {
    id: 'quiet-pair',
    kind: 'pottery',
    name: { en: 'A quiet pair', ru: 'Тихая пара' },
    line: { en: 'Two small cups for one conversation.', ru: 'Две чашки на один разговор.' },
    story: {
      en: 'Thrown one after another from the same lump, so they always belong together. Thin lip, warm belly.',
      ru: 'Их вытягивают одну за другой из одного куска глины, поэтому они всегда пара. Тонкий край, тёплые бока.',
    },
    facts: {
      en: ['2 × 120 ml', 'Stoneware, two glazes', 'Packed in one box'],
      ru: ['2 × 120 мл', 'Каменная масса, две глазури', 'В одной коробке'],
    },
    price: { EUR: 32, RUB: 2900 },
    tint: 'plum',
  },
  {
    id: 'toasted-buckwheat',
    kind: 'tea',
    name: { en: 'Toasted buckwheat', ru: 'Гречишный чай' },
    line: { en: 'Smells like a kitchen on Sunday.', ru: 'Пахнет воскресной кухней.' },
    story: {
      en: 'Tartary buckwheat, toasted until it smells of biscuits. Good hot, good cold, good for people who do not like tea.',
      ru: 'Татарская гречиха, обжаренная до запаха печенья. Хороша горячей и холодной, и тем, кто чай не любит.',
    },
    facts: {
      en: ['150 g, about 35 cups', '95 °C, 4 minutes', 'No caffeine'],
      ru: ['150 г, около 35 чашек', '95 °C, 4 минуты', 'Без кофеина'],
    },
    price: { EUR: 8, RUB: 540 },
    tint: 'ochre',
  },
]

export function productById(id: string): Product | undefined {
  return PRODUCTS.find((product) => product.id === id)
}

/** Words of the pages for customers. */
export const pageTexts = {
  en: {
    noSurvey: 'There is no such survey',
    noSurveyHint: 'The link may be old or incomplete. Nothing is wrong on your side.',
    needsScript: 'This page needs JavaScript to show its questions.',
    noReceipt: 'We do not know this code',
    noReceiptHint: 'Please check it against your receipt. If the message was sent a moment ago, try again shortly.',
    haveIt: 'We have it',
    code: 'Code',
    received: 'Received',
    state: 'State',
    stateReceived: 'Received and stored. Nothing further has been noted yet.',
    keepCode: 'Keep this address or the code: it is the way back to your message.',
  },
  ru: {
    noSurvey: 'Такого опроса нет',
    noSurveyHint: 'Возможно, ссылка устарела или скопирована не полностью. С вашей стороны всё в порядке.',
    needsScript: 'Чтобы показать вопросы, странице нужен JavaScript.',
    noReceipt: 'Мы не знаем такого кода',
    noReceiptHint: 'Сверьте его с квитанцией. Если сообщение отправлено только что, попробуйте чуть позже.',
    haveIt: 'Сообщение у нас',
    code: 'Код',
    received: 'Получено',
    state: 'Состояние',
    stateReceived: 'Получено и сохранено. Других отметок пока нет.',
    keepCode: 'Сохраните этот адрес или код: по ним вы вернётесь к своему сообщению.',
  },
} as const

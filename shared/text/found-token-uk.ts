import type { FoundTokenTexts } from './found-token-en.ts';

const RULES = new Intl.PluralRules('uk');

function counted(count: number, one: string, few: string, many: string): string {
  const rule = RULES.select(count);
  return `${String(count)} ${rule === 'one' ? one : rule === 'few' ? few : many}`;
}

const inPlaces = (count: number) => `у ${counted(count, 'місці', 'місцях', 'місцях')}`;

export const FOUND_TOKEN_UK: FoundTokenTexts = {
  kinds: {
    jws: 'токен',
    jwe: 'зашифрований токен (JWE)',
    'jws-json': 'підписаний текст у формі JSON (JWS JSON)',
    'jwe-json': 'зашифрований текст у формі JSON (JWE JSON)',
    'cut-off': 'обрізаний токен',
    parts: 'токен, у якому понад три частини',
  },
  places: {
    bare: () => 'сам по собі',
    header: (name) => `у заголовку ${name}`,
    cookie: (name) => `у кукі ${name}`,
    query: (name) => `в адресі, параметр ${name}`,
    fragment: (name) => `в адресі після #, параметр ${name}`,
    json: (name) => `у JSON, поле ${name}`,
    field: (name) => `у полі ${name}`,
    element: (name) => `в елементі ${name}`,
    url: () => 'у шляху адреси',
    text: (name) => (name === '' ? 'у тексті' : `у тексті після слова ${name}`),
  },
  at: (line, column) => `рядок ${String(line)}, позиція ${String(column)}`,
  ofRequest: (url) => `запит до ${url}`,
  repairs: {
    'line-breaks': (count) => `вилучено ${counted(count, 'розрив', 'розриви', 'розривів')} рядка`,
    'quote-marks': (count) => `вилучено ${counted(count, 'позначку', 'позначки', 'позначок')} цитування з листа`,
    spaces: (count) => `вилучено ${counted(count, 'пробіл', 'пробіли', 'пробілів')}`,
    invisible: (count) => `вилучено ${counted(count, 'невидимий знак', 'невидимі знаки', 'невидимих знаків')}`,
    'nul-bytes': () => 'прочитано UTF-16, вставлений як звичайний текст',
    hyphens: (count) =>
      `замінено звичайним ${counted(count, 'друкарський дефіс', 'друкарські дефіси', 'друкарських дефісів')}`,
    'quoted-printable': (count) => `розкодовано quoted-printable ${inPlaces(count)}`,
    percent: (count) => `розкодовано відсоткове кодування ${inPlaces(count)}`,
    'percent-twice': (count) => `розкодовано подвійне відсоткове кодування ${inPlaces(count)}`,
    'json-escapes': (count) => `розкодовано екранування JSON ${inPlaces(count)}`,
    'html-entities': (count) => `розкодовано коди HTML ${inPlaces(count)}`,
    backslashes: (count) =>
      `вилучено ${counted(count, 'зворотну похилу риску', 'зворотні похилі риски', 'зворотних похилих рисок')}`,
    base64: () => 'розкодовано з base64',
    'text-after': () => 'відкинуто те, що приклеїлося до його кінця',
  },
  times: (count) => `усього ${counted(count, 'раз', 'рази', 'разів')}`,
};

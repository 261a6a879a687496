import type { JwkProblemCode } from '../model/jwk-problem.ts';
import type { LINT_TEXT_EN } from './verdict-jwk-en.ts';
import type { Shown } from './verdict-values.ts';

/** Що не так із відкритим ключем, по одному реченню. */
export const JWK_TEXT_UK: Readonly<Record<JwkProblemCode, (v: Shown) => string>> = {
  NOT_AN_OBJECT: () => 'це не об’єкт JSON',
  PRIVATE_MEMBER: (v) => `він містить закритий елемент "${v.text('member')}": цей ключ слід вважати викраденим`,
  SYMMETRIC_KEY: () => 'це симетричний ключ ("oct"), якому не місце у відкритому наборі',
  KTY_NOT_ALLOWED: (v) => `його тип "${v.text('kty')}" тут не використовується: лише RSA, EC та OKP`,
  KID_NOT_TEXT: () => 'його "kid" не є текстом',
  KID_NOT_ALLOWED: () => 'його "kid" довший за 256 байтів або має керівні символи',
  KID_DUPLICATE: () => 'інший ключ набору має той самий "kid"',
  USE_NOT_SIG: (v) => `його "use" — "${v.text('use')}", а не "sig"`,
  KEY_OPS_NOT_VERIFY: () => 'його "key_ops" не дозволяють перевіряти підпис',
  MEMBER_MISSING: (v) => `його елемента "${v.text('member')}" немає або він не є текстом`,
  MEMBER_NOT_BASE64URL: (v) => `його елемент "${v.text('member')}" не є канонічним base64url`,
  RSA_LEADING_ZERO: (v) => `його елемент "${v.text('member')}" починається з нульового байта`,
  RSA_TOO_SHORT: (v) => `його модуль має ${v.text('bits')} бітів; менше ніж ${v.text('least')} можна зламати`,
  RSA_TOO_LONG: (v) => `його модуль має ${v.text('bits')} бітів; приймається щонайбільше ${v.text('most')}`,
  RSA_EXPONENT: (v) => `його експонента ${v.text('e')} не є непарним числом від 65537 до 2^32: підробки могли б пройти`,
  RSA_MODULUS_EVEN: () => 'його модуль парний',
  RSA_SMALL_FACTOR: () => 'його модуль має малий простий дільник',
  RSA_ROCA: () => 'його модуль має відбиток зламаного генератора ROCA',
  RSA_CLOSE_PRIMES: () => 'два його прості числа такі близькі, що їх можна обчислити',
  RSA_SHARED_FACTOR: () => 'він має спільне просте число з іншим ключем, тож зламані обидва',
  CRV_NOT_ALLOWED: (v) => `його крива "${v.text('crv')}" тут не використовується: лише P-256, P-384, P-521 та Ed25519`,
  EC_COORDINATE_SIZE: (v) => `його координата "${v.text('member')}" не має рівно ${v.text('octets')} байтів`,
  EC_POINT: (v) => `його координати не є точкою кривої ${v.text('crv')}`,
  OKP_SIZE: (v) => `його елемент "x" не має рівно ${v.text('octets')} байтів`,
  OKP_NOT_CANONICAL: () => 'його точку записано не в єдиний канонічний спосіб',
  OKP_POINT: () => 'його байти не є точкою кривої Ed25519',
  OKP_SMALL_ORDER: () => 'його точка має малий порядок: один сталий підпис пасував би до будь-якого повідомлення',
  ALG_NOT_TEXT: () => 'його "alg" не є текстом',
  ALG_OF_OTHER_KEY: (v) => `його "alg" ${v.text('alg')} належить іншому типу чи кривій`,
  ALG_NOT_ALLOWED: (v) => `його "alg" ${v.text('alg')} немає у переліку дозволених алгоритмів підпису`,
  RUNTIME_REFUSES: () => 'криптографічна бібліотека цього комп’ютера його не приймає',
};

/** Що перевірка каже про весь текст. */
export const LINT_TEXT_UK: Readonly<Record<keyof typeof LINT_TEXT_EN, string>> = {
  NOT_JSON: 'це не об’єкт JSON у правильному UTF-8 із вкладеністю щонайбільше 32',
  MEMBER_TWICE: 'один об’єкт має двічі той самий елемент, і програми по-різному вирішують, який із них чинний',
  NOT_A_SET: '"keys" не є переліком',
  SET_EMPTY: 'у наборі немає ключів',
  SET_TOO_LARGE: 'це більше за 256 КіБ',
  SET_TOO_MANY: 'у наборі понад 100 ключів; переглянуто лише перші 100',
  KID_MISSING: 'він не має "kid", тож жоден токен не може його назвати',
};

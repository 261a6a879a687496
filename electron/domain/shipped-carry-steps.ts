import type { InBoth, ScriptStep } from '../../shared/model/ceremony-script.ts';

const inBoth = (en: string, uk: string): InBoth => ({ en, uk });

/** A key that was made here, sealed to the computer that will use it. */
export const DELIVER: ScriptStep = {
  id: 'deliver',
  kind: 'deliver',
  role: 'administrator',
  witness: 'repeats',
  repeats: 'maker',
  camera: 'public',
  title: inBoth('Seal it to the workstation', 'Запечатати для робочого місця'),
  text: inBoth(
    'Bring the file with the device key of the workstation, and on paper the fingerprint of its evidence key; the witness types that fingerprint again from the paper. The app seals the key so that this one workstation can open it, and the file is saved onto the medium that travels. Whoever else has the file has nothing.',
    'Принесіть файл із ключем пристрою робочого місця, а на папері – відбиток його ключа доказів; свідок уводить цей відбиток ще раз із паперу. Застосунок запечатує ключ так, що його відкриє лише це робоче місце, а файл записують на носій, який повезуть. Хоч хто ще матиме файл, не матиме нічого.',
  ),
};

/** DCM is told of the key before it is sealed, or a request for that goes out. */
export const REGISTER: ScriptStep = {
  id: 'register',
  kind: 'register',
  role: 'administrator',
  witness: 'sees',
  camera: 'public',
  title: inBoth('Register it with DCM', 'Зареєструвати в DCM'),
  text: inBoth(
    'A machine that never meets a network: the app makes a signed request with the public key; it is saved onto a medium and posted from another computer, and the receipt comes back later (script register-key, or the page of the DCM). Until then Overview says that the standby key is not registered. A machine that reaches DCM: connect it now; the app posts the public key, looks whether DCM lists it, and proves it by a token of 60 seconds; then disconnect it again.',
    'Машина, яка ніколи не буває в мережі: застосунок складає підписаний запит із відкритим ключем; його записують на носій і надсилають з іншого комп’ютера, а квитанція повертається згодом (сценарій register-key або сторінка DCM). До того часу огляд нагадує, що запасний ключ не зареєстровано. Машина, яка має зв’язок із DCM: під’єднайте її зараз; застосунок надсилає відкритий ключ, перевіряє, чи є він у переліку DCM, і доводить його токеном на 60 секунд; потім знову від’єднайте її.',
  ),
};

/** What DCM must know, for another computer to post. */
const REGISTER_REQUEST: ScriptStep = {
  id: 'register-request',
  kind: 'register-request',
  role: 'administrator',
  witness: 'sees',
  camera: 'public',
  title: inBoth('The request goes out', 'Запит назовні'),
  text: inBoth(
    'The app makes a signed request with the public key and the exact body that DCM will get. It is saved onto a medium, or shown as a QR code; its hash words are read to the other computer before it posts. Nothing in it is secret.',
    'Застосунок створює підписаний запит із відкритим ключем і точним тілом, яке отримає DCM. Його записують на носій або показують QR-кодом; слова його хешу зачитують іншому комп’ютеру, перш ніж той надішле. Таємного в ньому нічого немає.',
  ),
};

const RECEIPT: ScriptStep = {
  id: 'receipt',
  kind: 'receipt',
  role: 'administrator',
  witness: 'repeats',
  repeats: 'maker',
  camera: 'public',
  title: inBoth('The receipt comes back', 'Квитанція повертається'),
  text: inBoth(
    'The other computer posts the request and looks whether DCM lists the key; until then this ceremony may pause. Its receipt comes back on a medium, and the fingerprint of its evidence key on paper. The app verifies the receipt against the request.',
    'Інший комп’ютер надсилає запит і дивиться, чи є ключ у переліку DCM; до того в церемонії може бути перерва. Його квитанція повертається на носії, а відбиток його ключа доказів – на папері. Застосунок звіряє квитанцію із запитом.',
  ),
};

export const REGISTER_STEPS: readonly ScriptStep[] = [REGISTER_REQUEST, RECEIPT];

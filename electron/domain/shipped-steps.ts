import type { CeremonyField, InBoth, ScriptStep } from '../../shared/model/ceremony-script.ts';

const field = (id: string, en: string, uk: string, isRequired = true): CeremonyField => ({
  id,
  label: { en, uk },
  isRequired,
});
const inBoth = (en: string, uk: string): InBoth => ({ en, uk });

export const SCRIPT_HASH: ScriptStep = {
  id: 'script-hash',
  kind: 'script-hash',
  role: 'administrator',
  witness: 'words',
  camera: 'public',
  title: inBoth('Compare the script', 'Звірити сценарій'),
  text: inBoth(
    'The administrator reads the hash of the printed script aloud from the paper, group by group; everybody follows on the screen. The witness types the words that are asked for, from the paper and not from the screen.',
    'Адміністратор читає з паперу вголос хеш надрукованого сценарію, групу за групою; усі стежать за екраном. Свідок уводить слова, про які питають, з паперу, а не з екрана.',
  ),
};

export const CHOOSE: ScriptStep = {
  id: 'choose',
  kind: 'choose',
  role: 'administrator',
  witness: 'sees',
  camera: 'public',
  title: inBoth('What becomes of the key', 'Що станеться з ключем'),
  text: inBoth(
    'Say aloud what becomes of the key. As a rule it stays here as a sealed, registered standby key: a signature key that is lost is replaced in minutes, so NIST SP 800-57 advises against backups of it. It is split only by a decision that is recorded. Another choice needs another script: abort this one then.',
    'Скажіть уголос, що станеться з ключем. Зазвичай він залишається тут як запечатаний зареєстрований запасний ключ: утрачений ключ підпису замінюють за хвилини, тож NIST SP 800-57 радить не робити його копій. Ключ ділять лише за записаним рішенням. Для іншого вибору потрібен інший сценарій: тоді припиніть цей.',
  ),
};

export const PRESENCE: ScriptStep = {
  id: 'presence',
  kind: 'presence',
  role: 'administrator',
  witness: 'sees',
  camera: 'public',
  title: inBoth('Everybody is here', 'Усі на місці'),
  text: inBoth(
    'Everybody says name and role, and shows an identity document; each arrival is recorded with the document that was seen. Telephones stay outside. Nobody has two roles.',
    'Кожен називає ім’я та роль і показує документ; кожного записують разом із показаним документом. Телефони залишають за дверима. Ніхто не має двох ролей.',
  ),
};

export const COMPARE_APP: ScriptStep = {
  id: 'compare-app',
  kind: 'compare-app',
  role: 'administrator',
  witness: 'repeats',
  repeats: 'computed',
  camera: 'public',
  title: inBoth('Is it the right app?', 'Чи це той застосунок?'),
  text: inBoth(
    'On another computer, read the SHA-256 of the installer (dcm-key-manager-VERSION-SYSTEM-ARCHITECTURE) and of the app from the maker’s page, and bring it on paper. On this machine let the operating system itself compute it, of the installer from a second medium and of the app, with the commands that are shown (Linux: sha256sum FILE; macOS: shasum -a 256 FILE; Windows: Get-FileHash FILE, or certutil -hashfile FILE SHA256). Enter both. The figure that the app reports of itself proves nothing.',
    'На іншому комп’ютері прочитайте SHA-256 інсталятора (dcm-key-manager-ВЕРСІЯ-СИСТЕМА-АРХІТЕКТУРА) і застосунку на сторінці виробника та принесіть її на папері. На цій машині нехай її обчислить сама операційна система — для інсталятора з другого носія й для застосунку — показаними командами (Linux: sha256sum ФАЙЛ; macOS: shasum -a 256 ФАЙЛ; Windows: Get-FileHash ФАЙЛ або certutil -hashfile ФАЙЛ SHA256). Уведіть обидві. Число, яке застосунок повідомляє про себе, нічого не доводить.',
  ),
  fields: [field('medium', 'Second medium: label and serial number', 'Другий носій: напис і серійний номер')],
};

export const CHECK_MACHINE: ScriptStep = {
  id: 'check-machine',
  kind: 'check-machine',
  role: 'administrator',
  witness: 'sees',
  camera: 'public',
  title: inBoth('Check the machine', 'Перевірити машину'),
  text: inBoth(
    'Unplug the network cable and switch wireless off. Compare the clock with a source that everybody sees. The app looks at network, clock and old drafts; whatever fails stops here until it is put right. The witness looks at the cable and at the clock.',
    'Вийміть мережевий кабель і вимкніть бездротовий зв’язок. Звірте годинник із джерелом, яке бачать усі. Застосунок перевіряє мережу, годинник і старі чернетки; якщо щось не так, далі не йдуть, доки цього не виправлено. Свідок дивиться на кабель і на годинник.',
  ),
  checks: ['network-off', 'clock', 'no-drafts'],
  fields: [field('machine', 'Computer: label and serial number', 'Комп’ютер: напис і серійний номер')],
};

export const GENERATE_KEY: ScriptStep = {
  id: 'generate-key',
  kind: 'generate-key',
  role: 'administrator',
  witness: 'none',
  camera: 'public',
  title: inBoth('Make the key', 'Створити ключ'),
  text: inBoth(
    'The app makes the key, proves it by signing and verifying, keeps it in the keychain, and reads it back. It is a draft: nothing can be signed with it yet.',
    'Застосунок створює ключ, перевіряє його підписом, зберігає у сховищі ключів і зчитує назад. Це чернетка: ним ще нічого не можна підписати.',
  ),
  key: { alg: 'RS256', bits: 3072 },
};

export const FINGERPRINT: ScriptStep = {
  id: 'fingerprint',
  kind: 'fingerprint',
  role: 'administrator',
  witness: 'words',
  camera: 'public',
  title: inBoth('Read the fingerprint', 'Прочитати відбиток'),
  text: inBoth(
    'The administrator copies the fingerprint onto the record sheet, then reads it aloud from the sheet, group by group; everybody follows on the screen. The witness types the words that are asked for, from the sheet. The hex digits decide.',
    'Адміністратор переписує відбиток на бланк, потім читає його з бланка вголос, групу за групою; усі стежать за екраном. Свідок уводить слова, про які питають, із бланка. Вирішують шістнадцяткові цифри.',
  ),
};

export const SEAL_STANDBY: ScriptStep = {
  id: 'seal-standby',
  kind: 'seal-standby',
  role: 'administrator',
  witness: 'repeats',
  repeats: 'bag',
  camera: 'secret',
  title: inBoth('Seal the key', 'Запечатати ключ'),
  text: inBoth(
    'Cover the camera. The administrator draws a passphrase by dice or from a prepared list, writes it on one sheet, and types it from that sheet: 12 characters or more. From then on the key is in the keychain only sealed under it. The sheet goes into the bag whose number is entered; the bag is left open until the next step. The witness reads the number from the bag and types it.',
    'Закрийте камеру. Адміністратор обирає парольну фразу гральними кубиками або з підготовленого переліку, записує її на один аркуш і вводить з аркуша: 12 знаків або більше. Відтоді ключ лежить у сховищі лише запечатаним нею. Аркуш кладуть у сейф-пакет, номер якого вносять; до наступного кроку сейф-пакет не закривають. Свідок читає номер із сейф-пакета й уводить його.',
  ),
};

export const CHECK_STANDBY: ScriptStep = {
  id: 'check-standby',
  kind: 'check-standby',
  role: 'administrator',
  witness: 'sees',
  camera: 'secret',
  title: inBoth('Read the paper back', 'Прочитати папір ще раз'),
  text: inBoth(
    'The administrator takes the sheet out of the bag and types the passphrase from it. The app unseals the key in memory, signs a challenge, compares the fingerprint, and drops the key again. Then the sheet goes back, the bag is sealed, and the witness sees it go into the safe.',
    'Адміністратор виймає аркуш із сейф-пакета й уводить із нього парольну фразу. Застосунок розпечатує ключ у пам’яті, підписує перевірку, звіряє відбиток і знову відкидає ключ. Потім аркуш повертають, сейф-пакет пломбують, а свідок бачить, як його кладуть у сейф.',
  ),
};

export const NAME_KEY: ScriptStep = {
  id: 'name-key',
  kind: 'name-key',
  role: 'administrator',
  witness: 'repeats',
  repeats: 'kid',
  camera: 'public',
  title: inBoth('Name the key', 'Назвати ключ'),
  text: inBoth(
    'The administrator types the kid of the key that this is about, from the order on paper. The witness types it again, from the same paper.',
    'Адміністратор уводить kid ключа, про який ідеться, з паперового доручення. Свідок уводить його ще раз із того самого паперу.',
  ),
  fields: [field('order', 'Order: number, date, who signed it', 'Доручення: номер, дата, хто підписав')],
};

export const ROTATE: ScriptStep = {
  id: 'rotate',
  kind: 'rotate',
  role: 'administrator',
  witness: 'sees',
  camera: 'secret',
  title: inBoth('Unseal it for use', 'Розпечатати й узяти в роботу'),
  text: inBoth(
    'Cover the camera. The bag is whole, and its number is that of the register; it is opened now. The administrator types the passphrase from the paper, and the kid of the key that is replaced. From then on the standby key is active; the other one is suspended or retired in the window afterwards.',
    'Закрийте камеру. Сейф-пакет цілий, його номер такий, як у реєстрі; тепер його відкривають. Адміністратор уводить парольну фразу з паперу й kid ключа, який заступають. Відтоді запасний ключ чинний; інший згодом призупиняють або виводять з ужитку у вікні.',
  ),
};

export const LIST_COPIES: ScriptStep = {
  id: 'list-copies',
  kind: 'list-copies',
  role: 'administrator',
  witness: 'sees',
  camera: 'public',
  title: inBoth('Every copy that is known', 'Усі відомі копії'),
  text: inBoth(
    'The administrator reads aloud every copy of the key that is on record, and asks everybody for copies that are not. What is found is entered below; it is destroyed at this table, or an order says by whom and until when.',
    'Адміністратор читає вголос усі записані копії ключа й питає кожного про незаписані. Знайдене вносять нижче; його знищують за цим столом або в дорученні вказують, хто й до якого часу це зробить.',
  ),
  fields: [field('others', 'Copies that nobody had recorded, or “none”', 'Незаписані копії або «немає»')],
};

export const DELETE_KEY: ScriptStep = {
  id: 'delete-key',
  kind: 'delete-key',
  role: 'administrator',
  witness: 'sees',
  camera: 'public',
  title: inBoth('Delete the private half', 'Видалити закриту половину'),
  text: inBoth(
    'The administrator types the kid once more. The app deletes the private half from this computer’s keychain and asks the keychain whether it is gone. Copies elsewhere are not touched: nothing is called destroyed while one may exist.',
    'Адміністратор ще раз уводить kid. Застосунок видаляє закриту половину зі сховища ключів цього комп’ютера й питає сховище, чи її немає. Копій деінде це не торкається: ніщо не називають знищеним, доки може існувати копія.',
  ),
};

/** Papers and media that may hold something are destroyed, or put away. */
export const MEDIA: ScriptStep = {
  id: 'media',
  kind: 'record',
  role: 'administrator',
  witness: 'sees',
  camera: 'public',
  title: inBoth('Media and scrap paper', 'Носії та чернетки на папері'),
  text: inBoth(
    'What is left on the table is destroyed now: notes, misprints, media that are not kept. Who destroyed what, and how, is written down; the witness sees it done.',
    'Усе, що залишилося на столі, знищують зараз: нотатки, зіпсовані аркуші, непотрібні носії. Записують, хто що знищив і як; свідок це бачить.',
  ),
  fields: [
    field('destroyed', 'What was destroyed, how, by whom (or “nothing”)', 'Що знищено, як і ким (або «нічого»)'),
    field('kept', 'What is kept, and where (serial numbers)', 'Що зберігають і де (серійні номери)', false),
  ],
};

export const SIGN_REPORT: ScriptStep = {
  id: 'sign-report',
  kind: 'sign-report',
  role: 'administrator',
  witness: 'sees',
  camera: 'public',
  title: inBoth('Close and sign', 'Завершити й підписати'),
  text: inBoth(
    'The administrator reads the deviations aloud. Then the ceremony is closed: the transcript is signed with the evidence key, and the report is printed; everybody who is here signs it by hand.',
    'Адміністратор читає відхилення вголос. Потім церемонію завершують: протокол підписують ключем доказів, а звіт друкують; усі присутні підписують його власноруч.',
  ),
};

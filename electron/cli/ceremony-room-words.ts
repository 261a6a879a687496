import type { Language } from '../../shared/model/language.ts';

interface RoomWords {
  readonly name: string;
  readonly document: string;
  readonly notAPerson: string;
  readonly paused: string;
  readonly aborting: string;
  readonly deviation: string;
  readonly confirmedBy: (n: number) => string;
  readonly goOn: (who: string) => string;
  readonly word: (place: number) => string;
  readonly ready: (who: string) => string;
  readonly share: (number: number, of: number) => string;
  readonly savedAs: string;
  readonly unsaved: string;
  readonly written: (path: string) => string;
  readonly saw: string;
  readonly again: (what: string) => string;
  readonly step: (number: number, of: number) => string;
  readonly orders: string;
  readonly goOnLater: (id: string) => string;
}

/** What the terminal asks and says while a ceremony is carried out. */
export const ROOM_WORDS: Readonly<Record<Language, RoomWords>> = {
  en: {
    name: 'name',
    document: 'identity document that was seen (kind, last characters)',
    aborting: 'The abort was broken off. Press Enter to bring it to its end',
    notAPerson: 'a name and a document have 2 to 120 characters each: once more, please',
    paused: 'Paused. Press Enter to go on',
    deviation: 'This step has stopped. Deviation, in words (or :abort REASON)',
    confirmedBy: (n) => `Confirmed by, ${String(n)} of 2 (place: administrator, witness, custodian-1 …)`,
    goOn: (who) => `${who}: do it, then press Enter`,
    word: (place) => `Witness, from the paper: word ${String(place)}`,
    ready: (who) => `COVER THE CAMERA. ${who}: alone at the screen? Press Enter when ready`,
    share: (number, of) => `Share ${String(number)} of ${String(of)}: write it down, every character`,
    savedAs: 'Where to save the file (a folder or a path on the first medium)',
    unsaved: 'without this file the next steps would lose the key',
    written: (path) => `written: ${path}; copies for the other media are made from there`,
    saw: 'Witness: what was seen',
    again: (what) => `Witness, from the thing itself: ${what}`,
    goOnLater: (id) =>
      `ceremony ${id} was broken off, and is not over; to go on: dcm-keys ceremony run --resume ${id}. A set whose shares were shown is void then, and its papers are destroyed`,
    step: (number, of) => `Step ${String(number)} of ${String(of)}`,
    orders:
      'orders: :arrive ROLE NAME | DOCUMENT · :leave PLACE REASON · :back PLACE · :replace PLACE NAME | DOCUMENT | REASON · :deviate TEXT | PLACE | PLACE · :pause REASON · :abort REASON | PAPERS DESTROYED',
  },
  uk: {
    name: 'ім’я та прізвище',
    document: 'показаний документ (вид, останні знаки)',
    aborting: 'Скасування не завершено. Щоб довести його до кінця, натисніть Enter',
    notAPerson: 'ім’я й документ мають від 2 до 120 знаків кожне: ще раз, будь ласка',
    paused: 'Перерва. Щоб продовжити, натисніть Enter',
    deviation: 'Цей крок зупинено. Опишіть відхилення (або :abort ПРИЧИНА)',
    confirmedBy: (n) => `Підтвердження ${String(n)} із 2 (місце: administrator, witness, custodian-1 …)`,
    goOn: (who) => `${who}: виконайте, потім натисніть Enter`,
    word: (place) => `Свідок, з паперу: слово ${String(place)}`,
    ready: (who) => `ЗАКРИЙТЕ КАМЕРУ. ${who}: ви самі біля екрана? Коли готові, натисніть Enter`,
    share: (number, of) => `Частка ${String(number)} з ${String(of)}: запишіть її, кожен знак`,
    savedAs: 'Куди записати файл (тека або шлях на першому носії)',
    unsaved: 'без цього файла наступні кроки втратили б ключ',
    written: (path) => `записано: ${path}; копії для інших носіїв роблять із нього`,
    saw: 'Свідок: що він побачив',
    again: (what) => `Свідок, із самого предмета: ${what}`,
    goOnLater: (id) =>
      `церемонію ${id} перервано, її не завершено; щоб продовжити: dcm-keys ceremony run --resume ${id}. Набір, частки якого вже показували, тоді недійсний, і його папери знищують`,
    step: (number, of) => `Крок ${String(number)} з ${String(of)}`,
    orders:
      'розпорядження: :arrive РОЛЬ ІМ’Я | ДОКУМЕНТ · :leave МІСЦЕ ПРИЧИНА · :back МІСЦЕ · :replace МІСЦЕ ІМ’Я | ДОКУМЕНТ | ПРИЧИНА · :deviate ТЕКСТ | МІСЦЕ | МІСЦЕ · :pause ПРИЧИНА · :abort ПРИЧИНА | ЗНИЩЕНІ ПАПЕРИ',
  },
};

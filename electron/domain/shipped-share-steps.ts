import type { CeremonyField, InBoth, ScriptStep } from '../../shared/model/ceremony-script.ts';

const inBoth = (en: string, uk: string): InBoth => ({ en, uk });
const field = (id: string, en: string, uk: string): CeremonyField => ({ id, label: { en, uk }, isRequired: true });

/** Done only where a set became void: enough of its papers would open the file. */
const DESTROY_PAPERS: ScriptStep = {
  id: 'destroy-papers',
  kind: 'destroy-papers',
  role: 'administrator',
  witness: 'sees',
  camera: 'public',
  title: inBoth('Destroy the papers of the void set', 'Знищити папери недійсного набору'),
  text: inBoth(
    'The set before is void. Every paper of it is destroyed now, at this table, and every copy of its sealed file is erased; a new set with another number follows. Without a void set this step is left out.',
    'Попередній набір недійсний. Усі його папери знищують зараз, за цим столом, і стирають усі копії його запечатаного файла; далі роблять новий набір з іншим номером. Якщо недійсного набору немає, цей крок пропускають.',
  ),
};

const BEGIN_SPLIT: ScriptStep = {
  id: 'begin-split',
  kind: 'begin-split',
  role: 'administrator',
  witness: 'none',
  camera: 'public',
  title: inBoth('Seal and split', 'Запечатати й поділити'),
  text: inBoth(
    'The app seals the key in a file and splits the key of that file into shares, one for each custodian. The file is saved onto one medium for each bag now: without it the shares open nothing. Whoever has the file alone has nothing. The page that restores without this app, recovery.html, goes onto each medium too, and its SHA-256 into each bag on paper.',
    'Застосунок запечатує ключ у файлі й ділить ключ цього файла на частки, по одній кожному зберігачеві. Файл зараз записують на окремий носій для кожного сейф-пакета: без нього частки нічого не відкриють. Сам лише файл нічого не дає. На кожен носій записують і recovery.html — сторінку, що відновлює ключ без цього застосунку, — а її SHA-256 кладуть у кожен сейф-пакет на папері.',
  ),
};

const SHOW_SHARE: ScriptStep = {
  id: 'show-share',
  kind: 'show-share',
  role: 'custodian',
  each: 'custodian',
  witness: 'none',
  camera: 'secret',
  title: inBoth('One custodian writes the share down', 'Зберігач записує частку'),
  text: inBoth(
    'Cover the camera; everybody else turns away. The custodian sits down alone at the screen and says: ready. Then the share is shown. The custodian writes it by hand on one sheet, or prints it on a printer without memory, and compares every group.',
    'Закрийте камеру; усі інші відвертаються. Зберігач сам сідає до екрана й каже: готово. Тоді показується частка. Зберігач записує її від руки на один аркуш або друкує на принтері без пам’яті та звіряє кожну групу.',
  ),
  fields: [
    {
      id: 'how',
      label: { en: 'How it was written', uk: 'Як її записано' },
      isRequired: true,
      options: [
        { id: 'by-hand', label: { en: 'by hand', uk: 'від руки' } },
        { id: 'printed', label: { en: 'printed', uk: 'надруковано' } },
      ],
    },
  ],
};

const READ_BACK: ScriptStep = {
  id: 'read-back',
  kind: 'read-back',
  role: 'custodian',
  each: 'custodian',
  witness: 'none',
  camera: 'secret',
  title: inBoth('The custodian reads it back', 'Зберігач зчитує її назад'),
  text: inBoth(
    'The same custodian types the share from the paper; the app names the group that is wrong. The ceremony can’t be closed before every share has been read back.',
    'Той самий зберігач уводить частку з паперу; застосунок називає групу з помилкою. Церемонію не завершити, доки не зчитано назад кожну частку.',
  ),
};

const BAG: ScriptStep = {
  id: 'bag',
  kind: 'record',
  role: 'custodian',
  each: 'custodian',
  witness: 'repeats',
  repeats: 'bag',
  camera: 'public',
  title: inBoth('Paper and medium go into the bag', 'Папір і носій кладуть у сейф-пакет'),
  text: inBoth(
    'The custodian puts the folded paper and one medium with the sealed file into the bag and seals it. The witness reads the number from the bag itself and types it.',
    'Зберігач кладе складений папір і один носій із запечатаним файлом у сейф-пакет і пломбує його. Свідок читає номер із самого сейф-пакета й уводить його.',
  ),
  fields: [
    field('bag', 'Number of the bag', 'Номер сейф-пакета'),
    field('seal', 'Number of the seal', 'Номер пломби'),
    field('medium', 'Medium with the sealed file: serial number', 'Носій із запечатаним файлом: серійний номер'),
    field('safe', 'Safe, and where it stands', 'Сейф і де він стоїть'),
  ],
};

const CLOSE_SPLIT: ScriptStep = {
  id: 'close-split',
  kind: 'close-split',
  role: 'administrator',
  witness: 'sees',
  camera: 'public',
  title: inBoth('Prove the whole set', 'Перевірити весь набір'),
  text: inBoth(
    'The app restores the key in memory from the shares as they were read back, so that each of them takes part, compares the fingerprint, and drops the key again. Then the set is closed.',
    'Застосунок відновлює ключ у пам’яті із зчитаних часток так, щоб узяла участь кожна, звіряє відбиток і знову відкидає ключ. Після цього набір закрито.',
  ),
};

/** From the sealed file to the closed set. */
export const SPLIT_STEPS: readonly ScriptStep[] = [
  DESTROY_PAPERS,
  BEGIN_SPLIT,
  SHOW_SHARE,
  READ_BACK,
  BAG,
  CLOSE_SPLIT,
];

const NAME_SET: ScriptStep = {
  id: 'name-set',
  kind: 'name-set',
  role: 'administrator',
  witness: 'repeats',
  repeats: 'set',
  camera: 'public',
  title: inBoth('Name the set', 'Назвати набір'),
  text: inBoth(
    'The administrator types the number of the set from the register. The witness reads it from a bag and types it again. The bags are whole, and their numbers are those of the register.',
    'Адміністратор уводить номер набору з реєстру. Свідок читає його із сейф-пакета й уводить ще раз. Сейф-пакети цілі, а їхні номери такі, як у реєстрі.',
  ),
};

const GIVE_SHARE: ScriptStep = {
  id: 'give-share',
  kind: 'give-share',
  role: 'custodian',
  each: 'custodian',
  witness: 'none',
  camera: 'secret',
  title: inBoth('A custodian gives the share', 'Зберігач дає частку'),
  text: inBoth(
    'Cover the camera; everybody else turns away. The custodian opens their own bag and types the share from the paper. A share that is damaged, foreign or given twice is named by its number.',
    'Закрийте камеру; усі інші відвертаються. Зберігач відкриває свій сейф-пакет і вводить частку з паперу. Пошкоджену, чужу або двічі подану частку названо за її номером.',
  ),
};

const DRILL: ScriptStep = {
  id: 'drill',
  kind: 'drill',
  role: 'administrator',
  witness: 'sees',
  camera: 'public',
  title: inBoth('Restore in memory', 'Відновити в пам’яті'),
  text: inBoth(
    'The app opens the sealed file with the shares, lets each key sign a challenge, compares the fingerprint, and drops the keys again. It signs a dated certificate; it doesn’t claim that memory was wiped. Each paper goes into a new bag.',
    'Застосунок відкриває запечатаний файл частками, дає кожному ключу підписати перевірку, звіряє відбиток і знову відкидає ключі. Він підписує датоване свідоцтво; воно не стверджує, що пам’ять стерто. Кожен папір кладуть у новий сейф-пакет.',
  ),
};

export const DRILL_STEPS = { nameSet: NAME_SET, giveShare: GIVE_SHARE, drill: DRILL } as const;

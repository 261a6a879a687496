/** What each command is for, in Ukrainian, by its words. Flags and names stay as they are typed. */
export const UKRAINIAN_SUMMARIES: Readonly<Record<string, string>> = {
  'backup create':
    'KID… --threshold M --shares N --custodian NAME… --out DIR [--place WHERE…] [--replaces SET] [--share-fd N… [--read-fd N…]]: запечатати ключі й поділити на частки, m з n',
  'backup recovery-page':
    '[--out F]: сторінка, яка відновлює з часток без мережі й без цієї програми: її SHA-256 і як її звірити',
  'backup list': 'набори часток цього сховища: стан, ключі, коли перевірити знову',
  'backup show': 'SET: зберігачі набору, коли кожну частку востаннє прочитано, і навчальні відновлення',
  'backup void': 'SET --reason R: набір більше не рахується; його папери треба знищити',
  'backup check-share':
    '[--set F]: одна окрема частка, з клавіатури або зі стандартного вводу: пошкоджена, з іншого набору, двічі; записується там, де її набір знають',
  'backup restore':
    '--file F [--share-fd N…] [--suspended] [--reason R]: повернути ключі у сховище, яке їх не знає; на вимогу чинні повертаються призупиненими',
  'backup drill':
    '--file F [--share-fd N…] [--bag TEXT…] [--out F]: довести, що її вдалося б відновити, і підписати свідоцтво',
  'backup certificate':
    'SET [--out F]: свідоцтво найновішого навчального відновлення, як його підписано: для backup verify і для аудитора',
  'backup verify': 'F [--trust FP]: перевірити свідоцтво навчального відновлення, без сховища',
  'standby list': '[--env NAME]: запечатані ключі, і де лежать їхні парольні фрази',
  'standby seal':
    'KID --bag B --seal S --safe P [--note N] [--standby-passphrase-fd N]: запечатати чернетку; у роботу її бере лише парольна фраза',
  'standby check':
    'KID [--standby-passphrase-fd N]: розпечатати в пам’яті, підписати перевірку, відкинути; ключ лишається запечатаним',
  'standby draw': 'KID --reason R [--replaces KID] [--standby-passphrase-fd N]: узяти в роботу: відтепер він активний',
  'bundle create':
    '[KIND] (--snapshot ID | --env NAME [--key KID]… [--device F --reason R [--trust FP|--words W]]) [--out F]: підписати пакет: ключі DCM, наші відкриті ключі, запит на реєстрацію, ключ цього комп’ютера або ключ, запечатаний для іншого комп’ютера',
  'bundle verify': 'F [--trust FP]: перевірити пакет, без сховища',
  'bundle import': 'F --env NAME [--trust FP|--words W]: зберегти вміст пакета; хто його підписав, буде сказано',
  'bundle trust': 'FP --name WHO --reason R: відтепер пакетам цього ключа доказів довіряють',
  'bundle untrust': 'FP --reason R: відтепер не довіряють',
  'bundle makers': 'чиїм пакетам довіряють або довіряли: хто, коли, чому',
  'ceremony scripts': 'сценарії, які є в застосунку, з їхніми хешами',
  'ceremony script':
    'NAME-OR-FILE [--out F]: сценарій для паперу, з хешем, який має показати екран; --out: його точні байти',
  'ceremony run':
    'SCRIPT [--rehearsal] [--offline] [--out F] [--share-fd N …], or --resume ID: провести церемонію за сценарієм, крок за кроком; --out: підписаний протокол',
  'ceremony list': 'церемонії цього сховища, найновіші перші, і репетиції, які чекають продовження',
  'ceremony transcript': 'ID [--out F]: протокол словами; --out: увесь, підписаний, для ceremony verify',
  'ceremony report': 'ID [--lang uk]: звіт для паперу, з рядком для кожного підпису',
  'ceremony verify': 'F [--trust FP]: перевірити протокол церемонії, без сховища',
  'key list': '[--csv]: ключі цього сховища',
  'key show': 'KID: усе відкрите про один ключ',
  'key export': 'KID --format jwk|jwks|pem: відкрита половина',
  'key state': 'KID --to STATE --reason R [--since ISO]: наступний стан у житті ключа',
  'key delete':
    'KID --reason R --yes [--now] | KID --cancel | --due: видалити закриту половину зі сховища ключів цього комп’ютера',
  'key check': 'KID: один раз прочитати закриту половину й записати, чи вона на місці',
  'key describe':
    'KID [--label L] [--notes N] [--owner O] [--purpose P] [--tag T]… ("" спорожнює) | KID --undo: що кажуть про ключ',
  'key restrict':
    'KID [--flow F… | --any-flow] [--expires ISO | --never-expires] --reason R: що ключ може підписувати й доки',
  'key copy':
    'KID --add WHERE [--kind import-source|backup|other] | KID --gone ID --reason R: відомі копії закритої половини',
  'key prove':
    'KID: текст, який підписує той, хто тримає ключ деінде | KID --answer TOKEN|- | KID --file F: його відповідь',
  'key words': 'KID [--lang uk]: відбиток ключа цифрами та словами, які читають уголос',
  'key calendar': '[--out F]: коли спливає строк ключів, як iCalendar із нагадуваннями за 30, 7 і 1 день',
  'key expiring': '[--days 30]: ключі, строк яких спливає до того дня або вже сплив; код 1, якщо такі є',
};

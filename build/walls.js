import { readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';

/**
 * Who may import whom. Each wall says why it stands; the table in ARCHITECTURE.md is the same in prose.
 * `walls` are folders of ours (import-x/no-restricted-paths); `outsidePackages` are packages per room.
 */
const rooms = (...names) => names.map((name) => `./${name}`);

const doors = rooms(
  'electron/main.ts',
  'electron/cli.ts',
  'electron/preview.ts',
  'electron/compose.ts',
  'electron/compose-backup.ts',
  'electron/compose-practice.ts',
  'electron/compose-scan.ts',
  'electron/compose-terminal.ts',
  'electron/compose-window.ts',
);
/** The file of each adapter's room that holds nothing but the types of its port. */
const ports = {
  keychain: './keychain.ts',
  sqlite: './store.ts',
  http: './dcm-api.ts',
  crypto: './key-generator.ts',
  files: './files.ts',
  scan: './scan-ports.ts',
  spill: './spill.ts',
};

/** Read from the disk, so that a new feature has its walls from its first file on. */
const features = readdirSync(join(import.meta.dirname, '..', 'renderer', 'features'));

export const walls = [
  ...rooms('shared').map((target) => ({
    target,
    from: rooms('electron', 'renderer', 'test', 'build'),
    message: 'shared/ is read by the page and by the core: it depends on neither.',
  })),
  {
    target: './renderer',
    from: rooms('electron', 'test', 'build'),
    message: 'The page reaches the core through window.dcm only (renderer/ipc/use-call.ts).',
  },
  {
    target: './recovery',
    from: './electron',
    except: ['./domain'],
    message: 'The recovery page reads shares and backups as domain/ does, and has no core behind it.',
  },
  {
    target: './recovery',
    from: './renderer',
    message: 'The recovery page is small enough to be read: it has nothing of the window.',
  },
  {
    target: './recovery',
    from: rooms('test', 'build', 'shared/ipc'),
    message: 'The recovery page reads shares and backups, and nothing else.',
  },
  ...rooms('electron', 'renderer', 'shared').map((target) => ({
    target,
    from: './recovery',
    message: 'The recovery page stands alone: nothing is built upon it.',
  })),
  ...features.map((feature) => ({
    target: `./renderer/features/${feature}`,
    from: './renderer/features',
    except: [`./${feature}`],
    message: 'Features do not know each other: what two of them need is a component.',
  })),
  ...rooms('renderer/components', 'renderer/ipc', 'renderer/text').map((target) => ({
    target,
    from: rooms('renderer/features', 'renderer/shell'),
    message: 'Features and the shell are built of this room, not the other way round.',
  })),
  {
    target: './electron/preload.ts',
    from: './shared',
    except: ['./ipc/channels.ts'],
    message: 'The preload knows the names of the channels and nothing else.',
  },
  {
    target: './electron/preload.ts',
    from: './electron',
    message: 'The preload runs beside the page: nothing of the core is in it.',
  },
  {
    target: './electron/domain',
    from: rooms(
      'electron/services',
      'electron/adapters',
      'electron/window',
      'electron/ipc',
      'electron/cli',
      'electron/practice',
      'electron/workers',
      'renderer',
      'shared/ipc',
    ),
    message: 'domain/ is pure: no I/O, no ports, no doors.',
  },
  {
    target: './electron/services',
    from: rooms('electron/window', 'electron/ipc', 'electron/cli', 'electron/practice', 'renderer'),
    message: 'Services know no door and no practice DCM.',
  },
  {
    target: './electron/ipc',
    from: rooms('electron/adapters', 'electron/window', 'electron/cli', 'renderer'),
    message: 'The IPC room turns channels into service calls; adapters are wired in compose.ts.',
  },
  {
    target: './electron/cli',
    from: rooms('electron/adapters', 'electron/window', 'electron/ipc', 'renderer'),
    message: 'The terminal calls services; adapters are wired in compose.ts.',
  },
  {
    target: './electron/adapters',
    from: rooms(
      'electron/services',
      'electron/window',
      'electron/ipc',
      'electron/cli',
      'electron/practice',
      'renderer',
      'shared/ipc',
    ),
    message: 'An adapter implements a port and knows nothing above it.',
  },
  ...Object.keys(ports).flatMap((target) =>
    Object.entries(ports)
      .filter(([other]) => other !== target)
      .map(([other, port]) => ({
        target: `./electron/adapters/${target}`,
        from: `./electron/adapters/${other}`,
        except: [port],
        message: 'One adapter never uses another; it may name the types of its port.',
      })),
  ),
  ...Object.entries(ports).map(([room, port]) => ({
    target: './electron/services',
    from: `./electron/adapters/${room}`,
    except: [port],
    message: 'A service names ports (types); the adapter behind one is chosen in compose.ts.',
  })),
  {
    target: './electron/window',
    from: rooms('electron/services', 'electron/adapters', 'electron/cli', 'electron/practice', 'renderer'),
    message: 'window/ is the thin room that knows Electron; it holds no business.',
  },
  {
    target: './electron/practice',
    from: rooms(
      'electron/services',
      'electron/adapters',
      'electron/window',
      'electron/ipc',
      'electron/cli',
      'renderer',
    ),
    message: 'The practice DCM stands on the other side of the wire: it shares only domain/ and shared/.',
  },
  {
    target: './electron/workers',
    from: rooms(
      'electron/services',
      'electron/adapters',
      'electron/window',
      'electron/ipc',
      'electron/cli',
      'renderer',
    ),
    message: 'Workers judge: domain/ and shared/model only.',
  },
  ...rooms(
    'electron/domain',
    'electron/services',
    'electron/adapters',
    'electron/ipc',
    'electron/cli',
    'electron/window',
    'electron/practice',
    'electron/workers',
  ).map((target) => ({
    target,
    from: doors,
    message: 'Only the doors import compose.ts, and nobody imports a door.',
  })),
];

/** Under its other name a module of Node would pass every wall below. */
const unprefixed = {
  regex: `^(?:${builtinModules.filter((name) => !name.includes(':') && !name.startsWith('_')).join('|')})(?:/|$)`,
  message: 'Write node: before a module of Node.',
};
const restrict = (files, patterns, { ignores = [], paths = [] } = {}) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', { paths, patterns: [unprefixed, ...patterns] }] },
});
const electron = { group: ['electron', 'electron/*'], message: 'Only main.ts, preload.ts and window/ know Electron.' };
const keytar = { group: ['keytar'], message: 'Only adapters/keychain/keytar-keychain.ts loads the native module.' };
const forge = { group: ['node-forge'], message: 'Only adapters/crypto/ opens PKCS#12 with it.' };
const sqlite = { group: ['node:sqlite'], message: 'Only adapters/sqlite/ opens databases.' };
const network = {
  group: [
    'undici',
    ...['http', 'http2', 'https', 'net', 'tls', 'dgram', 'dns', 'dns/promises', 'inspector'].map(
      (name) => `node:${name}`,
    ),
  ],
  message: 'Only adapters/http/ and practice/ open sockets.',
};
const pure = {
  regex: '^node:(?!(?:buffer|crypto)$)',
  message: 'No I/O here: adapters and doors do it. Of Node only buffers, hashes and signatures.',
};
const chance = {
  name: 'node:crypto',
  importNames: [
    ...['randomBytes', 'randomFill', 'randomFillSync', 'randomInt', 'randomUUID', 'webcrypto', 'getRandomValues'],
    ...['generateKey', 'generateKeySync', 'generateKeyPair', 'generateKeyPairSync'],
  ],
  message: 'Randomness and new keys are passed in.',
};
const node = { group: ['node:*'], message: 'This room also runs in the page: no Node.' };
const react = { group: ['react', 'react-dom', 'react-*', 'lucide-react'], message: 'React lives in renderer/ only.' };
const up = { group: ['jose'], message: 'The page holds no cryptography.' };
const zod = { group: ['zod'], message: 'Validation is done once, in the core.' };

export const outsidePackages = [
  restrict(['shared/**/*.ts'], [electron, keytar, network, node, react, up]),
  restrict(['renderer/**/*.{ts,tsx}'], [electron, keytar, network, node, up, zod]),
  {
    files: ['renderer/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/shared/model/*', '**/ipc/contract.ts'],
              allowTypeImports: true,
              message: 'Types only: zod stays out of the page.',
            },
          ],
        },
      ],
    },
  },
  restrict(
    ['recovery/**/*.ts'],
    [{ regex: '^electron(?:/|$)', message: electron.message }, keytar, network, node, react, up],
  ),
  restrict(['electron/preload.ts'], [node, keytar, network, react, up, zod]),
  ...['domain', 'services', 'ipc'].map((room) =>
    restrict([`electron/${room}/**/*.ts`], [electron, keytar, forge, network, pure, react], { paths: [chance] }),
  ),
  restrict(['electron/cli/**/*.ts'], [electron, keytar, forge, sqlite, network, react]),
  restrict(['electron/practice/**/*.ts'], [electron, keytar, forge, sqlite, react]),
  restrict(['electron/workers/**/*.ts'], [electron, keytar, forge, network, react]),
  restrict(['electron/window/**/*.ts'], [keytar, forge, sqlite, network, react]),
  restrict(['electron/adapters/**/*.ts'], [electron, keytar, sqlite, network, react], {
    ignores: ['electron/adapters/{keychain,sqlite,http}/**'],
  }),
  restrict(['electron/adapters/keychain/**/*.ts'], [electron, forge, sqlite, network, react]),
  restrict(['electron/adapters/sqlite/**/*.ts'], [electron, forge, keytar, network, react]),
  restrict(['electron/adapters/http/**/*.ts'], [electron, forge, keytar, sqlite, react]),
  {
    files: ['electron/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { property: 'findCredentials', message: 'It crashes on a cancelled unlock: the index is in SQLite.' },
        { property: 'findPassword', message: 'The index is in SQLite; nothing in a keychain is searched for.' },
      ],
    },
  },
  {
    files: [
      '{shared,renderer,recovery}/**/*.{ts,tsx}',
      'electron/{domain,services,ipc,cli,window}/**/*.ts',
      'electron/preload.ts',
    ],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'].map((name) => ({
          name,
          message: 'Only adapters/http/ and practice/ open sockets.',
        })),
      ],
    },
  },
  {
    files: ['electron/{domain,services}/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'Time is passed in.',
        },
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is passed in.' },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'Randomness is passed in.',
        },
      ],
    },
  },
];

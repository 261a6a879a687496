import ts from 'typescript';

/** One thing that is looked for in the sources, and where it may be. */
export interface StaticRule {
  /** The name of the check, after the list of the linter that nobody maintains any more. */
  readonly id: string;
  readonly finds: (node: ts.Node) => boolean;
  /** The only files that may hold it, and each must; none: it must not occur at all. */
  readonly onlyIn: readonly string[];
  /** A file that must be found by this check. */
  readonly planted: string;
}

const WINDOW = 'electron/window/window.ts';
const NAVIGATION = 'electron/window/navigation.ts';
const PERMISSIONS = 'electron/window/permissions.ts';
const PROTOCOL = 'electron/window/protocol.ts';
const LIFECYCLE = 'electron/window/lifecycle.ts';
const SWITCHES = 'electron/window/switches.ts';
const DOOR = 'electron/window/ipc-door.ts';

/** A property given any value but the safe one, in an object, in markup or by assignment. */
function property(name: string, safe: string | null): StaticRule['finds'] {
  return (node) => {
    if (ts.isPropertyAssignment(node)) return nameOf(node.name) === name && node.initializer.getText() !== safe;
    if (ts.isShorthandPropertyAssignment(node)) return node.name.text === name;
    if (ts.isJsxAttribute(node)) return node.name.getText().toLowerCase() === name.toLowerCase();
    return (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isPropertyAccessExpression(node.left) &&
      node.left.name.text === name &&
      node.right.getText() !== safe
    );
  };
}

/** A call or construction of something by its last name, whatever it is reached through. */
function call(...names: readonly string[]): StaticRule['finds'] {
  return (node) => {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return false;
    const callee = node.expression;
    if (ts.isIdentifier(callee)) return names.includes(callee.text);
    if (ts.isPropertyAccessExpression(callee)) return names.includes(callee.name.text);
    return ts.isElementAccessExpression(callee) && names.includes(stringOf(callee.argumentExpression));
  };
}

/** Text in quotes of any kind. Comments are not text. */
function text(pattern: RegExp): StaticRule['finds'] {
  return (node) =>
    (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) &&
    pattern.test(node.text);
}

function identifier(...names: readonly string[]): StaticRule['finds'] {
  return (node) => ts.isIdentifier(node) && names.includes(node.text);
}

function imported(pattern: RegExp): StaticRule['finds'] {
  return (node) => ts.isImportDeclaration(node) && pattern.test(stringOf(node.moduleSpecifier));
}

function takenFromElectron(name: string): StaticRule['finds'] {
  return (node) =>
    ts.isImportSpecifier(node) &&
    (node.propertyName ?? node.name).text === name &&
    stringOf(node.parent.parent.parent.moduleSpecifier) === 'electron';
}

function any(...finders: readonly StaticRule['finds'][]): StaticRule['finds'] {
  return (node) => finders.some((finds) => finds(node));
}

function timerOfText(node: ts.Node): boolean {
  if (!call('setTimeout', 'setInterval', 'setImmediate')(node) || !ts.isCallExpression(node)) return false;
  const [first] = node.arguments;
  return first !== undefined && (ts.isStringLiteralLike(first) || ts.isTemplateExpression(first));
}

/** An address without encryption, where something is loaded from it. */
function loadedInsecurely(node: ts.Node): boolean {
  if (ts.isJsxAttribute(node)) {
    const isSource = ['src', 'href', 'action', 'poster'].includes(node.name.getText());
    return isSource && /["'`]http:/u.test(node.initializer?.getText() ?? '');
  }
  return call('loadURL', 'fetch', 'goto')(node) && /^[^(]*\(\s*["'`]http:/u.test(node.getText());
}

function nameOf(name: ts.PropertyName): string {
  return ts.isComputedPropertyName(name) ? stringOf(name.expression) : name.getText().replace(/^["']|["']$/gu, '');
}

function stringOf(node: ts.Node): string {
  return ts.isStringLiteralLike(node) ? node.text : '';
}

export const STATIC_RULES: readonly StaticRule[] = [
  {
    id: 'AllowPopup',
    finds: any(
      property('allowpopups', null),
      (node) => ts.isPropertyAssignment(node) && /^action: ["']allow["']$/u.test(node.getText()),
    ),
    onlyIn: [],
    planted: "contents.setWindowOpenHandler(() => ({ action: 'allow' }));",
  },
  {
    id: 'Auxclick',
    finds: call('setWindowOpenHandler'),
    onlyIn: [NAVIGATION],
    planted: 'contents.setWindowOpenHandler(handler);',
  },
  {
    id: 'BlinkFeatures',
    finds: any(property('enableBlinkFeatures', null), property('disableBlinkFeatures', null)),
    onlyIn: [],
    planted: "const options = { webPreferences: { enableBlinkFeatures: 'CSSVariables' } };",
  },
  {
    id: 'CSP: nothing unsafe, nothing bypassed',
    finds: any(text(/unsafe-(?:inline|eval|hashes)/u), property('bypassCSP', 'false')),
    onlyIn: [],
    planted: "const policy = \"script-src 'self' 'unsafe-inline'\";",
  },
  {
    id: 'CSP: written in one file',
    finds: text(/default-src|script-src/u),
    onlyIn: ['electron/window/app-files.ts'],
    planted: 'const policy = "default-src *";',
  },
  {
    id: 'CertificateErrorEvent',
    finds: text(/^(?:certificate-error|select-client-certificate)$/u),
    onlyIn: [],
    planted: "app.on('certificate-error', (event) => event.preventDefault());",
  },
  {
    id: 'CertificateVerifyProc',
    finds: call('setCertificateVerifyProc'),
    onlyIn: [],
    planted: 'session.setCertificateVerifyProc((request, done) => done(0));',
  },
  {
    id: 'CertificateVerifyProc: of Node',
    finds: any(
      property('rejectUnauthorized', 'true'),
      property('checkServerIdentity', null),
      text(/NODE_TLS_REJECT_UNAUTHORIZED/u),
    ),
    onlyIn: [],
    planted: 'connect({ host, rejectUnauthorized: false });',
  },
  {
    id: 'ContextIsolation',
    finds: property('contextIsolation', 'true'),
    onlyIn: [],
    planted: 'const options = { contextIsolation: false };',
  },
  {
    id: 'CustomArguments',
    finds: any(call('appendSwitch', 'appendArgument'), property('additionalArguments', null)),
    onlyIn: [],
    planted: "app.commandLine.appendSwitch('disable-web-security');",
  },
  {
    id: 'DangerousFunctions',
    finds: any(
      call('eval', 'Function', 'executeJavaScript', 'executeJavaScriptInIsolatedWorld', 'insertAdjacentHTML'),
      property('innerHTML', null),
      property('outerHTML', null),
      property('srcDoc', null),
      identifier('dangerouslySetInnerHTML'),
      imported(/^(?:node:)?vm$/u),
      timerOfText,
    ),
    onlyIn: [],
    planted: 'const page = <div dangerouslySetInnerHTML={{ __html: pasted }} />;',
  },
  {
    id: 'DangerousFunctions: eval by another name',
    finds: any(call('eval'), timerOfText),
    onlyIn: [],
    planted: "setTimeout('run()', 10);",
  },
  {
    id: 'ExperimentalFeatures',
    finds: property('experimentalFeatures', 'false'),
    onlyIn: [],
    planted: 'const options = { experimentalFeatures: true };',
  },
  {
    id: 'HTTPResources',
    finds: loadedInsecurely,
    onlyIn: [],
    planted: 'const picture = <img src="http://example.test/x.png" />;',
  },
  {
    id: 'InsecureContent',
    finds: property('allowRunningInsecureContent', 'false'),
    onlyIn: [],
    planted: 'const options = { allowRunningInsecureContent: true };',
  },
  ...['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'].map((event) => ({
    id: `LimitNavigation: ${event}`,
    finds: text(new RegExp(`^${event}$`, 'u')),
    onlyIn: [NAVIGATION],
    planted: `contents.on('${event}', () => undefined);`,
  })),
  ...['nodeIntegration', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames', 'webviewTag'].map((name) => ({
    id: `NodeIntegration: ${name}`,
    finds: property(name, 'false'),
    onlyIn: [],
    planted: `event.${name} = true;`,
  })),
  {
    id: 'OpenExternal',
    finds: any(call('openExternal', 'openPath', 'showItemInFolder'), takenFromElectron('shell')),
    onlyIn: [],
    planted: 'shell.openExternal(url);',
  },
  ...[
    'setPermissionRequestHandler',
    'setPermissionCheckHandler',
    'setDevicePermissionHandler',
    'setDisplayMediaRequestHandler',
  ].map((name) => ({
    id: `PermissionRequestHandler: ${name}`,
    finds: call(name),
    onlyIn: [PERMISSIONS],
    planted: `session.${name}(null);`,
  })),
  { id: 'Preload', finds: property('preload', null), onlyIn: [WINDOW], planted: 'const options = { preload: path };' },
  {
    id: 'ProtocolHandlers: ours',
    finds: call('registerSchemesAsPrivileged'),
    onlyIn: [PROTOCOL],
    planted: 'protocol.registerSchemesAsPrivileged([]);',
  },
  {
    id: 'ProtocolHandlers: the system’s, and addresses or files from outside',
    finds: any(call('setAsDefaultProtocolClient', 'registerFileProtocol'), text(/^open-(?:url|file)$/u)),
    onlyIn: [],
    planted: "app.setAsDefaultProtocolClient('dcm');",
  },
  {
    id: 'ProtocolHandlers: no file is loaded as a page',
    finds: any(call('loadFile'), text(/^file:/u)),
    onlyIn: [],
    planted: "window.loadFile('index.html');",
  },
  {
    id: 'RemoteModule',
    finds: any(imported(/@electron\/remote/u), property('enableRemoteModule', 'false')),
    onlyIn: [],
    planted: "import remote from '@electron/remote';",
  },
  {
    id: 'Sandbox: never off',
    finds: property('sandbox', 'true'),
    onlyIn: [],
    planted: 'const options = { sandbox: false };',
  },
  { id: 'Sandbox: for all', finds: call('enableSandbox'), onlyIn: [LIFECYCLE], planted: 'app.enableSandbox();' },
  {
    id: 'Sandbox: its switch is named where it is refused, and in the preview for root',
    finds: text(/no-sandbox/u),
    onlyIn: [SWITCHES, 'electron/preview.ts'],
    planted: "const switches = ['--no-sandbox'];",
  },
  {
    id: 'SecurityWarningsDisabled',
    finds: any(text(/ELECTRON_DISABLE_SECURITY_WARNINGS/u), identifier('ELECTRON_DISABLE_SECURITY_WARNINGS')),
    onlyIn: [],
    planted: 'process.env.ELECTRON_DISABLE_SECURITY_WARNINGS = "1";',
  },
  {
    id: 'WebSecurity',
    finds: property('webSecurity', 'true'),
    onlyIn: [],
    planted: 'const options = { webSecurity: false };',
  },
  {
    id: 'WebSecurity: its switch is named where it is refused',
    finds: text(/disable-web-security/u),
    onlyIn: [SWITCHES],
    planted: "const switches = ['--disable-web-security'];",
  },
  {
    id: 'one file makes windows',
    finds: call('BrowserWindow', 'BaseWindow', 'BrowserView', 'WebContentsView'),
    onlyIn: [WINDOW],
    planted: 'const other = new BrowserWindow({});',
  },
  {
    id: 'one file opens the door',
    finds: identifier('ipcMain'),
    onlyIn: [DOOR],
    planted: "ipcMain.on('x', () => undefined);",
  },
  {
    id: 'nothing in a keychain is searched for',
    finds: any(call('findCredentials', 'findPassword'), identifier('findCredentials', 'findPassword')),
    onlyIn: [],
    planted: "await keytar.findCredentials('x');",
  },
  {
    id: 'no crash report, no updater, no fork of ourselves',
    finds: any(identifier('crashReporter', 'autoUpdater'), call('fork')),
    onlyIn: [],
    planted: 'crashReporter.start({});',
  },
];

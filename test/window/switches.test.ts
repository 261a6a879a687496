import { describe, expect, it } from 'vitest';
import { findRefusedSwitch, homeArgument } from '../../electron/window/switches.ts';
import { isTrustedSender } from '../../electron/window/sender.ts';

const REFUSED = [
  '--no-sandbox',
  '--inspect',
  '--inspect=0',
  '--inspect-brk',
  '--inspect-brk=127.0.0.1:9229',
  '--inspect-port=1',
  '--remote-debugging-port=9222',
  '--remote-debugging-pipe',
  '--disable-web-security',
  '--js-flags=--expose-gc',
  '--user-data-dir=x',
  '--password-store=basic',
  '--ignore-certificate-errors',
  '--keychain=memory',
  '--ozone-platform=headless',
  '--homes=x',
  '-inspect',
  '--',
  '-',
];

describe('switches of a packaged start', () => {
  it('are refused, unless they are on the list', () => {
    for (const one of REFUSED) {
      expect(findRefusedSwitch(['--home=x', one], 'linux')).toBe(one);
    }
    expect(findRefusedSwitch(['--home=x', '--ozone-platform=wayland', '-psn_0_12345'], 'linux')).toBeNull();
    expect(findRefusedSwitch(['--home', 'folder'], 'linux')).toBeNull();
  });

  it('are also written with a slash on Windows', () => {
    expect(findRefusedSwitch(['/inspect'], 'win32')).toBe('/inspect');
    expect(findRefusedSwitch(['/home/officer/file'], 'linux')).toBeNull();
  });

  it('name a home in either form', () => {
    expect(homeArgument(['--home=/a b'])).toBe('/a b');
    expect(homeArgument(['x', '--home', '/a'])).toBe('/a');
    expect(homeArgument(['--home='])).toBeNull();
    expect(homeArgument(['--home'])).toBeNull();
    expect(homeArgument([])).toBeNull();
  });
});

describe('senders', () => {
  const ours = { webContentsId: 7, origin: 'app://bundle' };
  const page = { url: 'app://bundle/index.html#/keys', isMain: true };

  it('are trusted as our page in the main frame of our window', () => {
    expect(isTrustedSender({ webContentsId: 7, frame: page }, ours)).toBe(true);
  });

  it('are refused in every other way', () => {
    expect(isTrustedSender({ webContentsId: 7, frame: null }, ours)).toBe(false);
    expect(isTrustedSender({ webContentsId: 8, frame: page }, ours)).toBe(false);
    expect(isTrustedSender({ webContentsId: 7, frame: { ...page, isMain: false } }, ours)).toBe(false);
    for (const url of ['about:blank', 'https://bundle/index.html', 'app://bundlex/index.html', '']) {
      expect(isTrustedSender({ webContentsId: 7, frame: { url, isMain: true } }, ours)).toBe(false);
    }
  });
});

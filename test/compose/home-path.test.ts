import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultHomePath } from '../../electron/home-path.ts';

const own = (...names: readonly string[]) => join(homedir(), ...names);

describe('the home when nobody names one', () => {
  it('is what DCM_KEYS_HOME says', () => {
    expect(defaultHomePath({ DCM_KEYS_HOME: 'relative' }, 'linux')).toBe(resolve('relative'));
    expect(defaultHomePath({ DCM_KEYS_HOME: '' }, 'linux')).toBe(own('.local', 'share', 'dcm-key-manager'));
  });

  it('is the system’s folder for the data of applications', () => {
    expect(defaultHomePath({}, 'linux')).toBe(own('.local', 'share', 'dcm-key-manager'));
    expect(defaultHomePath({ XDG_DATA_HOME: '/data' }, 'linux')).toBe(join('/data', 'dcm-key-manager'));
    expect(defaultHomePath({}, 'darwin')).toBe(own('Library', 'Application Support', 'dcm-key-manager'));
  });

  it('never follows a relative XDG_DATA_HOME, which would mean another home in each folder', () => {
    expect(defaultHomePath({ XDG_DATA_HOME: 'data' }, 'linux')).toBe(own('.local', 'share', 'dcm-key-manager'));
  });

  it('does not roam on Windows: two computers would write one trail', () => {
    const environment = { APPDATA: '/roaming', LOCALAPPDATA: '/local' };
    expect(defaultHomePath(environment, 'win32')).toBe(join('/local', 'dcm-key-manager'));
    expect(defaultHomePath({ APPDATA: '/roaming' }, 'win32')).toBe(own('AppData', 'Local', 'dcm-key-manager'));
  });
});

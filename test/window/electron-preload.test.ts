import { beforeAll, describe, expect, it } from 'vitest';
import { CHANNELS } from '../../shared/ipc/channels.ts';
import { prepareBundles, type PreloadReport, runPreload } from '../fakes/electron-stand-in/run.ts';

/** The BUILT preload runs here, in a process of its own, with nothing but `electron` to ask for. */
let report: PreloadReport;
beforeAll(async () => {
  await prepareBundles();
  report = runPreload();
}, 120_000);

describe('preload', () => {
  it('puts one frozen object on the page, with exactly the channels and one way to listen', () => {
    expect(report).toMatchObject({ names: ['dcm'], isFrozen: true, members: [...CHANNELS, 'onEvent'].sort() });
  });

  it('sends each member’s one argument on its own channel', () => {
    const sent = [...CHANNELS].sort().filter((channel) => channel !== 'scan.drop');
    expect(report.invoked.filter(([channel]) => channel !== 'scan.drop')).toEqual(
      sent.map((channel) => [channel, { of: channel }]),
    );
  });

  it('tells where a dropped file lies, of files alone that the page was given, and takes no path from it', () => {
    expect(report.invoked.filter(([channel]) => channel === 'scan.drop')).toEqual([
      ['scan.drop', { paths: ['/logs/a.log'] }],
    ]);
    expect(report.refused).toHaveLength(2);
    const trusting = ['electron.webUtils.getPathForFile(file)', '(file.path ?? file)'] as const;
    expect(JSON.stringify(runPreload(trusting).invoked)).toContain('/etc/shadow');
  });

  it('gives a listener the payload and never the event, until it stops listening', () => {
    expect(report.heard).toEqual([[{ type: 'changed' }]]);
    expect(report.listenersLeft).toBe(0);
  });
});

describe('each of these would be noticed', () => {
  it('a listener that is handed the event', () => {
    expect(runPreload(['listener(payload)', 'listener(_event)']).heard).not.toEqual([[{ type: 'changed' }]]);
  });

  it('an object that can be changed', () => {
    expect(runPreload(['Object.freeze(api)', 'api']).isFrozen).toBe(false);
  });

  it('a member too many', () => {
    const { members } = runPreload(['{ onEvent }', '{ onEvent, send: () => undefined }']);
    expect(members).toContain('send');
  });

  it('a module that the sandbox does not have', () => {
    const asking = ['require("electron")', 'require("electron"); require("node:fs")'] as const;
    expect(() => runPreload(asking)).toThrow(/sandbox has no module/u);
  });
});

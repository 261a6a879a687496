import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {} from '../../renderer/ipc/use-call.ts';
import { expect, test } from './fixture.ts';

test('a file is chosen by the system, and the page learns its name and size and no more', async ({ app, page }) => {
  const path = join(app.downloads, 'a b.pem');
  writeFileSync(path, 'hello');
  const choose = () => page.evaluate(async () => await window.dcm['file.choose']({}));
  await app.chooses(path);
  expect(await choose()).toMatchObject({ ok: true, value: { file: { name: 'a b.pem', size: 5 } } });
  await app.chooses(null);
  expect(await choose()).toEqual({ ok: true, value: { file: null } });
});

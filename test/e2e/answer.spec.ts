import { goTo, keepPicture, startPractice } from './desk.ts';
import { expect, test } from './fixture.ts';

/** The officer at 03:00, with the keyboard alone and the core itself: the answer now, the answer then, the sheet for the phone. */
test('a real token is answered for now and for an hour ago, and its call sheet holds nothing of it', async ({
  page,
}) => {
  await startPractice(page);
  await page.evaluate(async () => {
    const fetched = await window.dcm['snapshot.fetch']({ env: 'practice' });
    if (!fetched.ok) throw new Error(fetched.error.code);
  });
  const token = await page.evaluate(async () => {
    const issued = await window.dcm['practice.issueToken']({ env: 'practice', kind: 'genuine' });
    if (!issued.ok) throw new Error(issued.error.code);
    return issued.value.token;
  });
  await goTo(page, 'check');
  const box = page.getByLabel('Token', { exact: true });
  await expect(box).toBeFocused();
  await page.keyboard.insertText(token);
  await page.getByRole('button', { name: 'Check', exact: true }).press('Enter');
  const answer = page.getByRole('heading', { level: 2, name: /^Genuine: signed by DCM's key/u });
  await expect(answer).toBeVisible();
  const spoken = page.locator('main p[role=status]').first();
  await expect(spoken).toHaveText(/^Genuine: signed by DCM's key \S+, in force now\.$/u);

  await test.step('an hour ago it was not yet made', async () => {
    const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
    await page.getByText('Judge as of another moment').click();
    await page.getByLabel('Moment (UTC)').fill(hourAgo);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: /^Not now/u })).toBeVisible();
    await expect(spoken).toHaveText(/^Not now, but as of .* UTC: Not yet valid: signed by DCM's key/u);
    await expect(page.getByText('SNAPSHOT_LATER')).toBeVisible();
    await expect(page.getByText(/after the judged instant/u).first()).toBeVisible();
    await keepPicture(page, 'answer-as-of');
    await page.keyboard.press('Alt+n');
    await expect(answer).toBeVisible();
  });

  await test.step('eight lines for the phone', async () => {
    await page.keyboard.press('Alt+c');
    await expect(page.getByText('Copied: eight lines for the phone')).toBeVisible();
    const lines = await page.locator('main ol[lang] li').allTextContents();
    expect(lines).toHaveLength(8);
    expect(lines[0]).toMatch(/^1 What: VALID: .*\(OK, V29\)$/u);
    for (const part of token.split('.')) expect(lines.join('\n')).not.toContain(part.slice(0, 10));
    await keepPicture(page, 'answer-call-sheet');
  });
});

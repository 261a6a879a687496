import { describe, expect, test } from 'vitest';
import { proxyFromEnvironment } from '../../../electron/adapters/http/environment-proxy.ts';
import { failure } from '../../fakes/dcm-calls.ts';

const DCM = 'https://api.bank.dcm.example/';

describe('environment variables in the place of a system', () => {
  test.each([
    [{}, 'DIRECT'],
    [{ HTTPS_PROXY: '' }, 'DIRECT'],
    [{ HTTPS_PROXY: 'http://proxy.bank:3128' }, 'PROXY proxy.bank:3128'],
    [{ HTTPS_PROXY: 'proxy.bank:3128' }, 'PROXY proxy.bank:3128'],
    [{ HTTPS_PROXY: 'http://proxy.bank' }, 'PROXY proxy.bank:80'],
    [{ HTTPS_PROXY: 'https://proxy.bank' }, 'HTTPS proxy.bank:443'],
    [{ HTTPS_PROXY: 'a:1', https_proxy: 'b:2' }, 'PROXY b:2'],
    [{ ALL_PROXY: 'socks5://proxy.bank:1080' }, 'SOCKS5 proxy.bank:1080'],
    [{ HTTPS_PROXY: 'http://officer:s3cret@proxy.bank:3128' }, 'PROXY proxy.bank:3128'],
    [{ HTTP_PROXY: 'http://proxy.bank:3128' }, 'DIRECT'],
  ])('%j leads to %s', async (variables, answer) => {
    expect(await proxyFromEnvironment(variables)(DCM)).toBe(answer);
  });

  test.each([
    ['*', true],
    ['dcm.example', true],
    ['.dcm.example', true],
    ['*.dcm.example', true],
    ['localhost, api.bank.dcm.example', true],
    ['api.bank.dcm.example:443', true],
    ['api.bank.dcm.example:8443', false],
    ['cm.example', false],
    ['example.com', false],
    ['', false],
  ])('NO_PROXY %j excepts it: %j', async (list, isExcepted) => {
    const answer = await proxyFromEnvironment({ HTTPS_PROXY: 'p:1', NO_PROXY: list })(DCM);
    expect(answer).toBe(isExcepted ? 'DIRECT' : 'PROXY p:1');
  });

  test('an address that is none is an error, and not a way without a proxy', async () => {
    const resolve = proxyFromEnvironment({ HTTPS_PROXY: 'http://[' });
    expect((await failure(resolve(DCM))).code).toBe('INPUT_INVALID');
  });
});

import { createPrivateKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openPkcs12 } from '../../../electron/adapters/crypto/forge-pkcs12.ts';
import { FILE_PASSPHRASE } from '../../fakes/key-files.ts';

/**
 * A throw-away P-256 key as `openssl pkcs12 -export -nocerts` sealed it, one file of about 200: opened with the spelling of
 * the passphrase that fits the MAC, PBES2 leaves bytes that end like padding, and forge reads on into what is no ASN.1.
 */
const LUCKY_PADDING = [
  'MIIBfgIBAzCCATQGCSqGSIb3DQEHAaCCASUEggEhMIIBHTCCARkGCSqGSIb3DQEHAaCCAQoEggEGMIIBAjCB/wYLKoZIhvcNAQwK',
  'AQKgge8wgewwVwYJKoZIhvcNAQUNMEowKQYJKoZIhvcNAQUMMBwECNCjzNzZyy9yAgIIADAMBggqhkiG9w0CCQUAMB0GCWCGSAFl',
  'AwQBKgQQOokTzAka/QZJwopdNMrtmwSBkOUQhmP7QTuHUu4nsHuOoTlRm6QewvNKASysUd13wgC+sJ/bhT46vve4G3J75naNzFnj',
  'j1sgTY2BXUrfXW0vmYqdbBNZEWsssaaReEyJH4ZKUmhKLut+aYI4PyWPSMNXcJF1cgIetcnNW7dCUumxgb2KQaeK2ntWVAHXK8BC',
  'NQInk6+vy27ngpUDISV+RWSLQDBBMDEwDQYJYIZIAWUDBAIBBQAEIPZyPotbBtJeYwHpDXAJ06Yo69STJItx0E2sDP1VhXCrBAgz',
  '5tKO6qn79gICCAA=',
].join('');

describe('a PKCS#12 file', () => {
  it('opens where the wrong spelling of its passphrase happens to leave good padding', async () => {
    const opened = await openPkcs12(Buffer.from(LUCKY_PADDING, 'base64'), Buffer.from(FILE_PASSPHRASE));
    const key = opened?.privateKeys[0] ?? Buffer.alloc(0);
    expect(createPrivateKey({ key, format: 'der', type: 'pkcs8' }).asymmetricKeyDetails).toEqual({
      namedCurve: 'prime256v1',
    });
  });

  it('says that the passphrase is wrong, not that the file is damaged', async () => {
    expect(await openPkcs12(Buffer.from(LUCKY_PADDING, 'base64'), Buffer.from('wrong, and ünusual'))).toBeNull();
  });
});

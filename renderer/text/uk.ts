import type { Text } from './text.ts';
import { access } from './uk/access.ts';
import { answer } from './uk/answer.ts';
import { archive } from './uk/archive.ts';
import { audit } from './uk/audit.ts';
import { backups } from './uk/backups.ts';
import { bundle } from './uk/bundle.ts';
import { carrying } from './uk/carrying.ts';
import { cases } from './uk/cases.ts';
import { ceremonies } from './uk/ceremonies.ts';
import { ceremonyRun } from './uk/ceremony-run.ts';
import { check } from './uk/check.ts';
import { common } from './uk/common.ts';
import { dcm } from './uk/dcm.ts';
import { errors } from '../../shared/text/errors-uk.ts';
import { examine } from './uk/examine.ts';
import { help } from './uk/help.ts';
import { keyImport } from './uk/key-import.ts';
import { keyLife } from './uk/key-life.ts';
import { fingerprint, keyPage } from './uk/key-page.ts';
import { keyTable } from './uk/key-table.ts';
import { keys } from './uk/keys.ts';
import { overview } from './uk/overview.ts';
import { passport } from './uk/passport.ts';
import { rotation } from './uk/rotation.ts';
import { scan } from './uk/scan.ts';
import { settings } from './uk/settings.ts';
import { shell } from './uk/shell.ts';
import { sign } from './uk/sign.ts';
import { standby } from './uk/standby.ts';
import { terms } from './uk/terms.ts';

export const uk: Text = {
  access,
  answer,
  archive,
  audit,
  backups,
  bundle,
  carrying,
  cases,
  ceremonies,
  ceremonyRun,
  check,
  common,
  dcm,
  errors,
  examine,
  fingerprint,
  help,
  keyImport,
  keyLife,
  keyPage,
  keyTable,
  keys,
  overview,
  passport,
  rotation,
  scan,
  settings,
  shell,
  sign,
  standby,
  terms,
};

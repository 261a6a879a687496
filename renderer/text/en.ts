import { access } from './en/access.ts';
import { answer } from './en/answer.ts';
import { archive } from './en/archive.ts';
import { audit } from './en/audit.ts';
import { backups } from './en/backups.ts';
import { bundle } from './en/bundle.ts';
import { carrying } from './en/carrying.ts';
import { cases } from './en/cases.ts';
import { ceremonies } from './en/ceremonies.ts';
import { ceremonyRun } from './en/ceremony-run.ts';
import { check } from './en/check.ts';
import { common } from './en/common.ts';
import { dcm } from './en/dcm.ts';
import { errors } from '../../shared/text/errors-en.ts';
import { examine } from './en/examine.ts';
import { help } from './en/help.ts';
import { keyImport } from './en/key-import.ts';
import { keyLife } from './en/key-life.ts';
import { fingerprint, keyPage } from './en/key-page.ts';
import { keyTable } from './en/key-table.ts';
import { keys } from './en/keys.ts';
import { overview } from './en/overview.ts';
import { passport } from './en/passport.ts';
import { rotation } from './en/rotation.ts';
import { scan } from './en/scan.ts';
import { settings } from './en/settings.ts';
import { shell } from './en/shell.ts';
import { sign } from './en/sign.ts';
import { standby } from './en/standby.ts';
import { terms } from './en/terms.ts';

export const en = {
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
} as const;

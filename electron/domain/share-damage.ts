import type { ShareDamage } from '../../shared/model/share-check.ts';
import { AppError } from './errors.ts';

/** A share that was not read right, and where. */
export class DamagedShare extends AppError {
  readonly damage: ShareDamage;

  constructor(message: string, options: { readonly hint: string; readonly damage: ShareDamage }) {
    super('SHARE_DAMAGED', message, options);
    this.damage = options.damage;
  }
}

import type { Key } from '../../shared/model/key.ts';
import type { Rotation } from '../../shared/model/rotation.ts';
import { AppError } from '../domain/errors.ts';

/** A key that may be rotated in this way. @throws KEY_OUT_OF_SCOPE, STATE_MOVE_REFUSED */
export function requireRotatable(key: Key, kind: Rotation['kind']): Key {
  if (key.env === null) {
    throw new AppError('KEY_OUT_OF_SCOPE', 'this key belongs to no environment: DCM never heard of it', {
      hint: 'register it first, or make another key',
    });
  }
  const states = kind === 'planned' ? ['active', 'suspended'] : ['active', 'suspended', 'compromised', 'retired'];
  if (states.includes(key.state)) return key;
  throw new AppError('STATE_MOVE_REFUSED', `a key that is ${key.state} is not rotated`, {
    hint: 'make a new key and register it',
  });
}

/** What a rotation does not allow now. */
export function notReady(message: string, hint: string): AppError {
  return new AppError('ROTATION_NOT_READY', message, { hint });
}

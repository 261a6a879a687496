import { hostname } from 'node:os';
import { createBundleIntake } from './services/bundle-intake.ts';
import { createBundles } from './services/bundles.ts';
import { createBundleSigning } from './services/bundle-signing.ts';
import { createCarriedRegistrations } from './services/carried-registrations.ts';
import { createDeliveries } from './services/deliveries.ts';
import { createDeviceKey } from './services/device-key.ts';
import type { Home } from './services/home.ts';

type Given = Parameters<typeof createBundleSigning>[0] &
  Omit<Parameters<typeof createBundles>[0], 'intake' | 'signing' | 'carriedRegistrations' | 'deliveries'> &
  Omit<Parameters<typeof createCarriedRegistrations>[0], 'intake' | 'signing'> &
  Omit<Parameters<typeof createDeliveries>[0], 'intake' | 'signing' | 'deviceKey' | 'deviceName'> &
  Parameters<typeof createDeviceKey>[0];

/** What is carried from one computer to another: bundles, requests and receipts, keys that are sealed to a computer. */
export function composeCarrying(given: Given): Pick<Home, 'bundles' | 'carriedRegistrations' | 'deliveries'> {
  const within = { ...given, intake: createBundleIntake(given), signing: createBundleSigning(given) };
  const deviceKey = createDeviceKey(given);
  const carriedRegistrations = createCarriedRegistrations(within);
  const deliveries = createDeliveries({ ...within, deviceKey, deviceName: hostname() });
  return { bundles: createBundles({ ...within, carriedRegistrations, deliveries }), carriedRegistrations, deliveries };
}

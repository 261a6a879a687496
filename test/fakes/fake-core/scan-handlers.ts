import type { AppEvent, Input, Output } from '../../../shared/ipc/contract.ts';
import type { scanContract, ScanState } from '../../../shared/ipc/scan-contract.ts';
import { createScanStore, type ScanStore } from '../../../electron/services/scan-store.ts';
import { memorySpill } from '../memory-spill.ts';
import { incidentUses } from '../scan-uses.ts';
import { Refusal } from './refusal.ts';
import { fakeVerdict, sampleToken } from './verdicts.ts';

const NONE: ScanState = {
  id: 0,
  status: 'none',
  isHidden: false,
  isImported: false,
  rules: null,
  inputs: [],
  progress: null,
  summary: null,
  affected: null,
  error: null,
  isRecorded: null,
};
const NOBODY = { sub: { total: 0, top: [] }, obj: { total: 0, top: [] }, beyond: 0 };
const USED_LATE = {
  uses: 1,
  tokens: 1,
  firstSeen: '2026-11-25T22:03:40.000Z',
  lastSeen: '2026-11-25T22:03:40.000Z',
  anomalies: ['two-addresses' as const, 'used-after-expiry' as const],
};
const AFFECTED = {
  sub: { total: 1, top: [{ value: 'officer-20@bank.example', ...USED_LATE }] },
  obj: { total: 1, top: [{ value: '26000020', ...USED_LATE }] },
  beyond: 0,
};
const GIGABYTE = 1_000_000_000;

type ScanHandlers = {
  readonly [C in keyof typeof scanContract]: (input: Input<C>) => Output<C> | Promise<Output<C>>;
};

/**
 * A scan that has ended as soon as it has begun, over the product's own store of rows. One that judges by `iat` never ends
 * by itself; one by the platform's profile finds nothing.
 */
export function createScanHandlers(emit: (event: AppEvent) => void): ScanHandlers {
  let state = NONE;
  let store: ScanStore | null = null;
  const found = () => {
    if (store === null) throw new Refusal('INPUT_INVALID', 'there is no scan');
    return store;
  };
  const progress = (done: number) => ({
    bytesDone: Math.round(done * 2.4 * GIGABYTE),
    bytesTotal: 2.4 * GIGABYTE,
    filesDone: Math.floor(done * 14),
    files: 14,
    tokens: store?.counts().uses ?? 0,
    seconds: done * 9,
  });
  return {
    'scan.choose': ({ what }) => ({
      inputs:
        what === 'folder'
          ? [{ id: 'f1', name: 'logs', isFolder: true, size: null }]
          : [{ id: 'f2', name: 'gateway.log', isFolder: false, size: 2.1 * GIGABYTE }],
    }),
    'scan.drop': () => ({ inputs: [] }),
    'scan.start': ({ inputs, language: _language, ...rules }) => {
      store = createScanStore(memorySpill);
      const isRunning = rules.instant.by === 'iat';
      const isEmpty = rules.profile === 'platform';
      for (const use of isEmpty ? [] : incidentUses()) {
        if (isRunning && use.source.line > 5200) break;
        store.add(use);
      }
      state = {
        ...NONE,
        id: state.id + 1,
        status: isRunning ? 'running' : 'ended',
        rules,
        inputs: inputs.map((id) => ({
          id,
          name: id === 'f1' ? 'logs' : 'gateway.log',
          isFolder: id === 'f1',
          size: null,
        })),
        progress: progress(isRunning ? 0.43 : 1),
        summary: isRunning
          ? null
          : {
              files: [
                { file: 'logs/app-7.log.gz', bytes: 1_048_576, sha256: null, error: 'FILE_DAMAGED' },
                { file: 'gateway.log', bytes: 2.1 * GIGABYTE, sha256: '9f'.repeat(32), error: null },
                { file: 'logs/app-2.log.gz', bytes: 301_465_600, sha256: '4e'.repeat(32), error: null },
              ],
              fileCount: 3,
              filesFailed: 1,
              bytes: 2.4 * GIGABYTE,
              withoutZone: isEmpty ? 0 : 14,
              seconds: 9.2,
              isCancelled: false,
              version: '0.1.0',
            },
        affected: isRunning ? null : isEmpty ? NOBODY : AFFECTED,
        isRecorded: isRunning ? null : true,
      };
      emit({ type: 'scan' });
      return state;
    },
    'scan.read': () => state,
    'scan.cancel': () => {
      state = { ...state, status: 'ended', error: null };
      emit({ type: 'scan' });
      return state;
    },
    'scan.clear': () => {
      state = { ...NONE, id: state.id };
      emit({ type: 'scan' });
      return state;
    },
    'scan.page': ({ filter, sort, offset, limit }) => found().page(filter, sort, offset, limit),
    'scan.counts': () => found().counts(),
    'scan.histogram': ({ filter }) => found().histogram(filter),
    'scan.save': ({ form, withTokens }) => ({
      path: `/home/olena/Downloads/scan-2026-11-26.${form === 'affected' ? 'csv' : form}`,
      gone: withTokens ? 3 : 0,
      isRecorded: true,
    }),
    'scan.import': () => {
      throw new Refusal('EXPORT_DAMAGED', 'the export was cut off');
    },
    'scan.open': ({ row, language }) => {
      const { judged, source } = found().read(row);
      const kind = judged.code === 'SIGNATURE_INVALID' ? 'tampered' : judged.code === 'OK' ? 'genuine' : 'unknown-kid';
      const token = sampleToken(judged.code === 'TOKEN_EXPIRED' ? 'expired' : kind);
      return {
        token,
        source,
        verdict: fakeVerdict(token, language, 'any', new Date(judged.instant ?? 0).toISOString()),
      };
    },
  };
}

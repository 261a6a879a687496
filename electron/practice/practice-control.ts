import { z } from 'zod';
import { practiceBehaviourRequestSchema } from '../../shared/model/practice.ts';
import { rotateDcmKey } from './dcm-rotation.ts';
import { readJson } from './jwk-register.ts';
import type { PracticeDesk, PracticeRequest } from './practice-desk.ts';
import { PracticeError } from './practice-error.ts';
import type { PracticeState } from './practice-state.ts';

const rotationSchema = z.strictObject({ keepsOld: z.boolean() });
const MAX_DELAY_SECONDS = 86_400;
const delaySchema = z.strictObject({ seconds: z.number().int().min(0).max(MAX_DELAY_SECONDS) });
const MAX_DATE_ERROR_SECONDS = 31_536_000;
const clockSchema = z.strictObject({
  seconds: z.number().int().min(-MAX_DATE_ERROR_SECONDS).max(MAX_DATE_ERROR_SECONDS),
});

/** Answers whoever practises when he tells the practice DCM how to be. No DCM has these routes. */
export async function answerControl(request: PracticeRequest, desk: PracticeDesk): Promise<unknown> {
  if (request.path === '/practice/v1/behaviour') return await behave(request, desk);
  if (request.path === '/practice/v1/rotation') {
    const wanted = read(rotationSchema, request, 'keepsOld is true or false');
    const { kid } = await desk.change((state) => rotateDcmKey(state, wanted, desk.randomBytes));
    return { kid };
  }
  if (request.path === '/practice/v1/publish-delay') {
    const { seconds } = read(delaySchema, request, `seconds are 0 to ${String(MAX_DELAY_SECONDS)}`);
    await desk.change((state) => settled({ ...state, publishDelaySeconds: seconds }));
    return { at: new Date(desk.now() + seconds * 1000).toISOString() };
  }
  if (request.path === '/practice/v1/clock') {
    const { seconds } = read(
      clockSchema,
      request,
      `seconds are -${String(MAX_DATE_ERROR_SECONDS)} to ${String(MAX_DATE_ERROR_SECONDS)}`,
    );
    desk.setDateError(seconds);
    return { at: new Date(desk.now() + seconds * 1000).toISOString() };
  }
  throw new PracticeError(404, 'not found');
}

async function behave(request: PracticeRequest, desk: PracticeDesk): Promise<unknown> {
  const { as, route, times } = read(practiceBehaviourRequestSchema, request, 'this is no behaviour that is known');
  if (as === 'put-keeps' || as === 'put-replaces') {
    await desk.change((state) => settled({ ...state, putKeepsOld: as === 'put-keeps' }));
  } else if (as === 'well') desk.manners.mend(route);
  else desk.manners.tell({ as, route, times });
  return { as };
}

function read<T>(schema: z.ZodType<T>, { body }: PracticeRequest, problem: string): T {
  const wanted = schema.safeParse(readJson(body));
  if (wanted.success) return wanted.data;
  throw new PracticeError(400, problem);
}

function settled(state: PracticeState): Promise<{ readonly state: PracticeState }> {
  return Promise.resolve({ state });
}

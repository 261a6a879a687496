import type { Misbehaviour } from '../../shared/model/practice.ts';
import { BAD_ANSWERS, BadAnswer } from './bad-answers.ts';
import type { PracticeDesk, PracticeRequest } from './practice-desk.ts';
import { answerPractice, routeOf } from './practice-routes.ts';

/** Answered before anything is done. The other ways are gone after it: what was sent is stored by then. */
const INSTEAD_OF_WORK: ReadonlySet<Misbehaviour> = new Set([
  'redirect',
  'login-page',
  'refuse-text',
  'unauthorized',
  'conflict',
  'unprocessable',
  'too-many',
  'failing',
  'drop',
]);

/** Answers one request as the practice DCM was told to: well, or in one of the ways in which a server can be broken. */
export async function answerAsTold(request: PracticeRequest, desk: PracticeDesk): Promise<unknown> {
  const route = routeOf(request);
  const manner = route === null ? null : desk.manners.next(route);
  if (manner === null) return await answerPractice(request, desk);
  const good = INSTEAD_OF_WORK.has(manner) ? null : await answerPractice(request, desk);
  return new BadAnswer(BAD_ANSWERS[manner]({ good, route, randomBytes: desk.randomBytes }));
}

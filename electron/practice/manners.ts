import type { Misbehaviour, PracticeBehaviourRequest, PracticeRoute } from '../../shared/model/practice.ts';

/** How a practice DCM was told to misbehave. It is forgotten when the process ends. */
export interface Manners {
  tell(wanted: {
    readonly as: Misbehaviour;
    readonly route: PracticeRoute | null;
    readonly times: number | null;
  }): void;
  /** Behaves well again, on one route or on all. */
  mend(route: PracticeBehaviourRequest['route']): void;
  /** How the next request of a route is to be answered, `null`: well. Each asking counts. */
  next(route: PracticeRoute): Misbehaviour | null;
}

interface Told {
  readonly as: Misbehaviour;
  readonly route: PracticeRoute | null;
  left: number;
}

/** Makes the manners of one practice DCM: good until told otherwise. What was told last counts first. */
export function createManners(): Manners {
  let told: readonly Told[] = [];
  return {
    tell({ as, route, times }) {
      told = [{ as, route, left: times ?? Number.POSITIVE_INFINITY }, ...told.filter((one) => one.route !== route)];
    },
    mend(route) {
      told = told.filter((one) => route !== null && one.route !== route);
    },
    next(route) {
      const one = told.find((candidate) => candidate.route === null || candidate.route === route);
      if (one === undefined) return null;
      one.left -= 1;
      if (one.left <= 0) told = told.filter((other) => other !== one);
      return one.as;
    },
  };
}

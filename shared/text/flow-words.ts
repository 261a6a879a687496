import type { Flow } from '../model/flow.ts';
import type { Language } from '../model/language.ts';

/** What each flow is for, to follow a colon. */
export const FLOW_WORDS = {
  en: {
    'sign-in': 'a client’s operation, such as a payment',
    'sign-up': 'a new client or account',
    'sign-up-processing': 'a processing account',
    'sign-up-emission': 'an identification account',
  },
  uk: {
    'sign-in': 'операція клієнта, наприклад платіж',
    'sign-up': 'новий клієнт або рахунок',
    'sign-up-processing': 'процесинговий рахунок',
    'sign-up-emission': 'ідентифікаційний рахунок',
  },
} as const satisfies Record<Language, Record<Flow, string>>;

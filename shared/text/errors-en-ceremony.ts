/** What went wrong in a ceremony, and what to do next. */
export const ceremonyErrors = {
  CEREMONY_NOT_FOUND: { title: 'There is no such ceremony', next: 'Choose one from the list.' },
  CEREMONY_SCRIPT_REFUSED: {
    title: 'This script can’t be carried out',
    next: 'Have it corrected and reviewed again, or take one that the app brings.',
  },
  CEREMONY_ENDED: { title: 'This ceremony is over', next: 'What it did stays as it is. Start another one.' },
  CEREMONY_PAUSED: { title: 'This ceremony is paused', next: 'Go on with it first.' },
  CEREMONY_INTERRUPTED: {
    title: 'This ceremony was interrupted',
    next: 'Say that it goes on: the interruption is recorded, and nothing is done twice.',
  },
  CEREMONY_OUT_OF_ORDER: {
    title: 'This isn’t what comes next',
    next: 'Steps are neither skipped nor moved. Look at the step that is due.',
  },
  CEREMONY_STOPPED: {
    title: 'This step has stopped',
    next: 'Find out why the words differed, record it as a deviation that two people confirm, and try again; or abort.',
  },
  CEREMONY_PERSON_MISSING: {
    title: 'Somebody is missing',
    next: 'Wait for this person, or record who takes the place.',
  },
  CEREMONY_PERSON_REFUSED: {
    title: 'This person can’t take this place',
    next: 'Nobody has two roles. Let another person take it.',
  },
  CEREMONY_CHECK_FAILED: {
    title: 'A check failed: stop here',
    next: 'Put right what is named below, and check again. Nothing goes on before.',
  },
  CEREMONY_MISMATCH: {
    title: 'What the witness typed isn’t what the app has',
    next: 'Stop. Compare paper and screen, digit by digit, before anything else happens.',
  },
};

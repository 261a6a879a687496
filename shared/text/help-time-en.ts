import type { HelpWords } from './help-words.ts';

/** Topics about claims and times, and about what an answer means. */
export const HELP_TIME_EN = {
  V22: {
    title: 'The claims are not as the profile demands',
    happened:
      'The signature is good, but a claim is missing or of the wrong kind for the chosen profile. Bank tokens have flow, obj, sub, iat and exp; platform tokens have iat and jti.',
    sure: 'Choose the profile “Any”. If the token passes then, the wrong profile was chosen, or the sender left something out.',
    next: [
      'Choose the profile of the interface that the token came through.',
      'If the right one was chosen, don’t rely on the token, and tell the sender which claim is missing.',
    ],
    call: 'The owner of the sending system.',
  },
  V23: {
    title: 'Expired',
    happened: 'The signature is good, and the time of the token was over at the judged instant.',
    sure: 'If the question is whether it was good when it was used, set “As of” to the time of the log line.',
    next: [
      'For an operation now: ask for a fresh token.',
      'For an investigation: judge as of the time when it was used.',
      'The same token used again after its end is worth a look.',
    ],
    call: 'Nobody, unless it was accepted after its end. Then: the owner of the system that accepted it.',
  },
  V24: {
    title: 'Not yet valid',
    happened:
      'The token begins after the judged instant, by more than the tolerance. It was made for later, or one of two clocks is wrong (V25).',
    sure: 'Compare the times below the verdict with a clock that you trust.',
    next: ['Compare this computer’s clock with a trusted source, then check again.', 'Ask the sender for its clock.'],
    call: 'The owner of the sending system.',
  },
  V25: {
    title: 'A clock is wrong',
    happened:
      'The token says that it was made after the judged instant. A clock runs wrong, here or at the sender, or the time was invented.',
    sure: 'Compare this computer with a time source of your own, in UTC. A whole number of hours points to a time zone mistake, not to a clock.',
    next: [
      'Set this clock right first, then check again.',
      'If ours is right, tell the sender by how many seconds theirs is off.',
      'In the log, compare the token’s iat with the time stamp of the line.',
    ],
    call: 'Your system administrators, then the sender’s.',
  },
  V26: {
    title: 'A time in milliseconds, or no time at all',
    happened:
      'Times in a token are seconds since 1970. Thirteen digits are milliseconds: read as seconds they would be tens of thousands of years away. Text and out-of-range numbers can’t be judged.',
    sure: 'The claim’s row shows both readings: the year that was written, and the date that was probably meant.',
    next: ['Don’t rely on the times.', 'Tell the sender to divide by 1000.'],
    call: 'The owner of the sending system.',
  },
  V27: {
    title: 'There is no instant to judge by',
    happened: 'The signature was checked, but nobody has said when the token was used, so its times can’t be judged.',
    sure: 'Log lines without a time stamp give this.',
    next: ['Find out when it was used.', 'Judge it as of that time.'],
    call: 'The owner of the log.',
  },
  V28: {
    title: 'An unusual life',
    happened:
      'The token lives longer than DCM’s 1200 seconds, never expires, or ends before it begins. A good signature stays good; the habit is bad.',
    sure: 'The life bar shows beginning and end.',
    next: [
      'Have the sender shorten it: whoever finds such a token can use it for as long as it lives.',
      'If it is ours, see who signed it and why.',
    ],
    call: 'The owner of the sending system.',
  },
  V29: {
    title: 'What “genuine” means, and what it does not',
    happened:
      'The token was signed with the named key, nothing in it was changed, and it was in force at the judged instant.',
    sure: 'Look at who signed, for whom, and when. Then look at the operation itself: the sum and the account are not in the token.',
    next: [
      'A genuine token is not an allowed payment. Check the operation by your own rules.',
      'The same token can have been used more than once: look for its digest in the log.',
    ],
    call: 'Nobody, for the token. For the operation: whoever may allow it.',
  },
  V30: {
    title: 'Only decoded, not verified',
    happened: 'The content was made readable. Nobody has checked who wrote it.',
    sure: 'Check it with a key set: only then is there a verdict.',
    next: ['Check the token before you rely on anything in it.'],
    call: 'Nobody.',
  },
  V31: {
    title: 'The check was not recorded',
    happened:
      'The answer is right, but it could not be written into the audit trail: the disk is full, or the home can only be read.',
    sure: 'The frame of the window names the reason.',
    next: [
      'Write down the time, the digest, the code and your name.',
      'Have the disk or the rights put right; signing stays stopped until then.',
    ],
    call: 'Your system administrators.',
  },
} as const satisfies Readonly<Record<string, HelpWords>>;

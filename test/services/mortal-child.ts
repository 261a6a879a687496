import { openMortalHome } from '../fakes/mortal-home.ts';
import { DEEDS, type DeedName, givenIn } from './mortal-deeds.ts';

/** Does a deed (second argument) in the home of the folder that is its first, and kills itself at the step that is its third. */
const [folder = '', deed = '', step = ''] = process.argv.slice(2);
let steps = Number.NaN;
const home = openMortalHome(folder, () => {
  steps += 1;
  if (steps === Number(step)) process.kill(process.pid, 'SIGKILL');
});
await DEEDS[deed as DeedName]({
  home,
  given: givenIn(folder),
  begin: () => {
    steps = 0;
  },
});

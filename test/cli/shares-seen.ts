/** How many of a share's 13 groups that are its own stand in a text, wrapped or not; those before tell of its set. */
export const groupsIn = (text: string, share: string) =>
  share
    .split('-')
    .slice(8)
    .filter((group) => text.replaceAll('\n', '').includes(group)).length;
/** The share that stands on the screen, row by row, and its rows as a custodian copies them. */
export function copied(screen: string): { readonly share: string; readonly rows: readonly string[] } {
  const rows = [...screen.matchAll(/\s((?:[0-9A-Z]{5} ){4}[0-9A-Z]{5})$/gmu)].map(([, row = '']) => row);
  return { share: ['DCMKEY1', ...rows.flatMap((row) => row.split(' '))].join('-'), rows: ['DCMKEY1', ...rows] };
}

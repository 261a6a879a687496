/** The number of a set as it stands on every paper of it: "bee7-5c99-b785-81aa". */
export function setNumber(id: string): string {
  return id.match(/.{1,4}/gu)?.join('-') ?? id;
}

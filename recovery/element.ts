type Child = Node | string | null;
interface Properties {
  readonly className?: string;
  readonly id?: string;
  readonly role?: string;
  readonly type?: string;
  readonly htmlFor?: string;
  readonly accept?: string;
  readonly disabled?: boolean;
  readonly onClick?: () => void;
  readonly label?: string;
}

/** Makes one element of the page; text stays text. */
export function element<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  { onClick, label, role, ...properties }: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[T] {
  const made = document.createElement(tag);
  Object.assign(made, properties);
  if (role !== undefined) made.setAttribute('role', role);
  if (label !== undefined) made.setAttribute('aria-label', label);
  if (onClick !== undefined) made.addEventListener('click', onClick);
  made.append(...children.filter((one) => one !== null));
  return made;
}

/** Groups of five, which people can compare. */
export function grouped(text: string): string {
  return text.match(/.{1,5}/gu)?.join(' ') ?? text;
}

/** Hands a text to the browser to be saved. */
export function save(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = element('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has its own hold on what it saves.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}

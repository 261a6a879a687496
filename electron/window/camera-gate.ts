/** How long a camera stays allowed at most: a page that forgot it must not keep it. */
const LONGEST_MS = 5 * 60_000;

/** Whether the page may use the camera now: only between the officer's press and the end of reading. */
export interface CameraGate {
  set(isAllowed: boolean): void;
  readonly isOpen: () => boolean;
}

/** Makes the gate, closed. */
export function createCameraGate(): CameraGate {
  let timer: NodeJS.Timeout | null = null;
  return {
    set(isAllowed) {
      if (timer !== null) clearTimeout(timer);
      timer = isAllowed ? setTimeout(() => (timer = null), LONGEST_MS) : null;
      timer?.unref();
    },
    isOpen: () => timer !== null,
  };
}

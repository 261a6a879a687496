import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { onPageGone } from '../../electron/window/navigation.ts';

describe('a page', () => {
  it('is gone when it is loaded anew or has crashed, and not on its own ways', () => {
    const contents = new EventEmitter();
    const gone = vi.fn();
    onPageGone(contents as unknown as WebContents, gone);
    contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true });
    contents.emit('did-start-navigation', { isMainFrame: false, isSameDocument: false });
    expect(gone).not.toHaveBeenCalled();
    contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
    contents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(gone).toHaveBeenCalledTimes(2);
  });
});

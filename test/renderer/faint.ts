import type { Page } from 'playwright';

/**
 * Words and icons that are painted too faintly, measured on the pixels of a picture: 4.5 to 1 for words, 3 for icons.
 * For forced colours, where the computed colours that axe reads are the author's and not the painted ones.
 */
export async function findFaint(page: Page): Promise<string[]> {
  await page.evaluate(() => window.scrollTo(0, 0));
  const picture = (await page.screenshot({ fullPage: true })).toString('base64');
  return page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    const brush = canvas.getContext('2d', { willReadFrequently: true });
    if (brush === null) throw new Error('no canvas');
    brush.drawImage(image, 0, 0);

    const linear = (byte: number) =>
      byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4;
    const contrastIn = ({ left, top, width, height }: DOMRect) => {
      const { data: bytes } = brush.getImageData(left, top + window.scrollY, Math.ceil(width), Math.ceil(height));
      let low = 1;
      let high = 0;
      for (let at = 0; at < bytes.length; at += 4) {
        const [red = 0, green = 0, blue = 0] = bytes.subarray(at, at + 3);
        const light = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
        low = Math.min(low, light);
        high = Math.max(high, light);
      }
      return (high + 0.05) / (low + 0.05);
    };
    const scope = document.querySelector('[role=dialog]') ?? document.body;
    return [...scope.querySelectorAll('*')].flatMap((element) => {
      const isIcon = element.tagName === 'svg' && element.classList.contains('lucide');
      const hasWords = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
      if ((!isIcon && !hasWords) || element.closest('[data-disabled], option, select')) return [];
      const box = element.getBoundingClientRect();
      if (
        box.width < 4 ||
        box.height < 4 ||
        !element.checkVisibility() ||
        getComputedStyle(element).clipPath !== 'none'
      )
        return [];
      const contrast = contrastIn(box);
      const name = `${element.getAttribute('class') ?? element.tagName} "${element.textContent?.slice(0, 30) ?? ''}"`;
      return contrast < (isIcon ? 3 : 4.5) ? [`${name}: ${contrast.toFixed(2)}`] : [];
    });
  }, picture);
}

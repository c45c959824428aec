// Faults of a page's layout, found in the page itself: content beyond the right edge, cut text, covered or overlapping controls.
import type { Page } from 'playwright-core';

/** The faults on the current page at its current size, each with its element; empty when there are none. */
export const layoutFaults = ({ page }: { page: Page }): Promise<string[]> => page.evaluate(faultsInPage);

/** Resolves when the layout has been the same in two frames, with the fonts there and nothing moving. */
export async function laidOut({ page }: { page: Page }): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const frame = () => new Promise(requestAnimationFrame);
    const shape = () => [...document.querySelectorAll('main *')].map((part) => part.getBoundingClientRect().width).join();
    let before = '';
    for (let now = shape(); now !== before; now = shape()) {
      before = now;
      await frame();
      await frame();
    }
    await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined)));
  });
}

type Sides = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>;

/** Runs in the page, so everything it needs is inside of it. */
function faultsInPage(): string[] {
  const SLACK_PX = 1.5;
  const THUMB_PX = 44;
  const CONTROLS =
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=checkbox], [role=slider], [role=switch]';
  const found: string[] = [];

  const nameOf = (element: Element): string => {
    const words = element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '';
    return `${element.tagName.toLowerCase()}.${String(element.getAttribute('class')).split(' ').join('.')} “${words.slice(0, 60)}”`;
  };
  const isShown = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  const ancestors = (element: Element): Element[] => {
    const all: Element[] = [];
    for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) all.push(at);
    return all;
  };
  /** Hidden from sight and kept for readers. */
  const isForReaders = (element: Element): boolean =>
    ancestors(element).some((at) => {
      const { clipPath, clip, position } = getComputedStyle(at);
      return position === 'absolute' && (clipPath === 'inset(50%)' || clip === 'rect(0px, 0px, 0px, 0px)');
    });
  /** Where the pixels of an element stand that no ancestor hides. */
  const visibleBox = (element: Element): DOMRect => {
    let { left, top, right, bottom } = element.getBoundingClientRect();
    for (const at of ancestors(element).slice(1)) {
      const { overflowX, overflowY, position } = getComputedStyle(at);
      const box = at.getBoundingClientRect();
      if (overflowX !== 'visible') [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
      if (overflowY !== 'visible') [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
      if (position === 'fixed') break;
    }
    return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
  };

  const seeOverflow = () => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return;
    const widest = [...document.querySelectorAll('body *')].filter(
      (element) => isShown(element) && visibleBox(element).right > clientWidth + SLACK_PX,
    );
    found.push(`the page is ${scrollWidth - clientWidth} px too wide: ${widest.slice(-3).map(nameOf).join(', ')}`);
  };

  /** The whole text is where a pointer or a reader finds it. */
  const isToldElsewhere = (element: Element, text: string): boolean =>
    ancestors(element).some((at) =>
      [at.getAttribute('title'), at.getAttribute('aria-label')].some((words) => words?.includes(text.trim())),
    );

  /** Of the lines of a text. Null where none is on the screen. */
  const boxOf = (node: Text): Sides | null => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
    if (boxes.length === 0) return null;
    return {
      left: Math.min(...boxes.map(({ left }) => left)),
      right: Math.max(...boxes.map(({ right }) => right)),
      top: Math.min(...boxes.map(({ top }) => top)),
      bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
    };
  };

  /** What an ancestor of a text does to it; an ellipsis whose whole text is told elsewhere only ends the text earlier. */
  const cutBy = (at: Element, text: Sides, words: string, parent: Element): string | Sides => {
    const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    // A line box is higher than its letters.
    const lineSlackPx = Number.parseFloat(getComputedStyle(parent).fontSize) * 0.3;
    const isWide = text.left < box.left - SLACK_PX || text.right > box.right + SLACK_PX;
    const isHigh = text.top < box.top - lineSlackPx || text.bottom > box.bottom + lineSlackPx;
    const isCut = (overflowX !== 'visible' && isWide) || (overflowY !== 'visible' && isHigh);
    const isShortened = textOverflow === 'ellipsis' || webkitLineClamp !== 'none';
    if (isCut && isShortened && isToldElsewhere(parent, words)) return box;
    if (isCut) return `cut text “${words}” in ${nameOf(at)}`;
    return at.matches(CONTROLS) && (isWide || isHigh) ? `text “${words}” stands out of ${nameOf(at)}` : text;
  };

  const seeText = (node: Text) => {
    const parent = node.parentElement;
    if (!parent || !isShown(parent) || isForReaders(parent) || parent.closest('select, option, svg, script, style')) return;
    let text = boxOf(node);
    const { lineHeight, fontSize } = getComputedStyle(parent);
    if (Number.parseFloat(lineHeight) < 0.95 * Number.parseFloat(fontSize)) found.push(`lines overlap in ${nameOf(parent)}`);
    for (const at of ancestors(parent)) {
      const { overflowX, overflowY, display } = getComputedStyle(at);
      if (text === null || [overflowX, overflowY].some((value) => value === 'auto' || value === 'scroll')) return;
      if (display === 'contents') continue;
      const cut = cutBy(at, text, node.data.trim(), parent);
      if (typeof cut === 'string') return void found.push(cut);
      text = cut;
    }
  };

  /** What a field shows of its value or its placeholder. */
  const seeField = (field: HTMLInputElement | HTMLSelectElement) => {
    const isText = field instanceof HTMLSelectElement || !['checkbox', 'radio', 'range', 'color', 'file'].includes(field.type);
    if (!isText || !isShown(field)) return;
    const pen = document.createElement('canvas').getContext('2d');
    const { font, paddingLeft, paddingRight } = getComputedStyle(field);
    const shown =
      field instanceof HTMLSelectElement
        ? (field.selectedOptions[0]?.text ?? '')
        : field.value === ''
          ? field.placeholder
          : field.value;
    if (!pen) return;
    pen.font = font;
    if (field instanceof HTMLInputElement && field.value === '' && (field.labels?.length || field.ariaLabel)) return;
    const room = field.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
    if (pen.measureText(shown).width > room + SLACK_PX) found.push(`cut field “${shown}” in ${nameOf(field)}`);
  };

  const belongTogether = (a: Element, b: Element): boolean => {
    if (a.contains(b) || b.contains(a)) return true;
    const labels = [a, b].flatMap((one) => (one instanceof HTMLInputElement ? [...(one.labels ?? [])] : []));
    if (labels.some((label) => label.contains(a) && label.contains(b))) return true;
    const wrapper = a.closest('.mantine-Input-wrapper');
    return wrapper !== null && wrapper === b.closest('.mantine-Input-wrapper');
  };

  /** A box that does not scroll sideways has nothing beyond the edges of the screen. */
  const seeEdge = (control: Element) => {
    if (ancestors(control).some((at) => ['auto', 'scroll', 'hidden'].includes(getComputedStyle(at).overflowX))) return;
    const { left, right } = control.getBoundingClientRect();
    if (left < -SLACK_PX || right > document.documentElement.clientWidth + SLACK_PX)
      found.push(`beyond the edge: ${nameOf(control)}`);
  };

  /** On a phone nothing that is pressed is lower than a thumb; a link within words is as high as its line. */
  const seeThumb = (control: Element) => {
    if (innerWidth > 600 || control.matches('a[href]') || control.closest('[data-compact], .mantine-Pill-root')) return;
    const labels = control instanceof HTMLInputElement ? [...(control.labels ?? [])] : [];
    const pressed = [control, ...labels, control.closest('.mantine-Input-wrapper, .mantine-Slider-root')].filter(
      (part) => part !== null,
    );
    const height = Math.max(...pressed.map((part) => part.getBoundingClientRect().height));
    if (height < THUMB_PX - SLACK_PX) found.push(`${Math.round(height)} px low: ${nameOf(control)}`);
  };

  const seeReach = (control: Element) => {
    control.scrollIntoView({ block: 'center', inline: 'center' });
    const box = control.getClientRects()[0];
    if (!box) return;
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const hit = document.elementFromPoint(x, y);
    if (!hit) found.push(`out of reach: ${nameOf(control)}`);
    else if (hit.closest('.mantine-Notifications-root')) return;
    else if (!control.contains(hit) && !hit.contains(control) && !isLabelOf(hit, control))
      found.push(`covered: ${nameOf(control)} by ${nameOf(hit)}`);
  };
  const isLabelOf = (hit: Element, control: Element): boolean =>
    control instanceof HTMLInputElement && [...(control.labels ?? [])].some((label) => label.contains(hit));

  /** Bars stand over the page on purpose: only what moves together is compared. */
  const layerOf = (element: Element): Element =>
    ancestors(element).find((at) => ['fixed', 'sticky'].includes(getComputedStyle(at).position)) ?? document.body;

  const seeOverlaps = (controls: readonly Element[]) => {
    const placed = controls
      .map((control) => ({ control, box: visibleBox(control), layer: layerOf(control) }))
      .filter(({ box }) => box.width > 0 && box.height > 0)
      .toSorted((a, b) => a.box.top - b.box.top);
    placed.forEach((one, index) => {
      for (const next of placed.slice(index + 1)) {
        if (next.box.top > one.box.bottom - SLACK_PX) break;
        const width = Math.min(one.box.right, next.box.right) - Math.max(one.box.left, next.box.left);
        const height = Math.min(one.box.bottom, next.box.bottom) - next.box.top;
        if (width <= SLACK_PX || height <= SLACK_PX || one.layer !== next.layer || belongTogether(one.control, next.control))
          continue;
        found.push(`overlapping: ${nameOf(one.control)} and ${nameOf(next.control)}`);
      }
    });
  };

  /** Text in the middle of a ring stays within its circle. */
  const seeRing = (ring: Element) => {
    const { left, top, width } = ring.getBoundingClientRect();
    const radius = width / 2;
    const walker = document.createTreeWalker(ring, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      range.selectNodeContents(walker.currentNode);
      for (const box of range.getClientRects()) {
        const x = Math.max(Math.abs(box.left - left - radius), Math.abs(box.right - left - radius));
        const y = Math.abs((box.top + box.bottom) / 2 - top - radius);
        if (Math.hypot(x, y) > radius * 0.97) {
          found.push(`“${walker.currentNode.textContent}” touches its ring`);
          return;
        }
      }
    }
  };

  scrollTo({ top: 0, behavior: 'instant' });
  seeOverflow();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) if ((texts.currentNode as Text).data.trim() !== '') seeText(texts.currentNode as Text);
  for (const field of document.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select')) seeField(field);
  for (const ring of document.querySelectorAll('[data-ring]')) seeRing(ring);
  const controls = [...document.querySelectorAll(CONTROLS)].filter(
    (control) => isShown(control) && !isForReaders(control) && !control.closest('[inert]') && !control.matches('.skip-link'),
  );
  controls.forEach(seeEdge);
  controls.forEach(seeThumb);
  seeOverlaps(controls);
  for (const control of controls) seeReach(control);
  scrollTo({ top: 0, behavior: 'instant' });
  return [...new Set(found)];
}

// Finds an element of the page by its role and its name. Sent to the page as text, so it must not use anything from outside.

export type ElementRole = 'button' | 'link' | 'textbox' | 'checkbox' | 'heading';

export function findElement(role: ElementRole, namePattern: string): Element | null {
  const selectors: Record<ElementRole, string> = {
    button: 'button:not([disabled]), [role=button]',
    link: 'a[href]',
    textbox: 'input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea',
    checkbox: '[role=checkbox], input[type=checkbox]',
    heading: 'h1, h2, h3',
  };
  const nameOf = (element: Element): string => {
    const labelledBy = element.getAttribute('aria-labelledby');
    const label = element.getAttribute('aria-label') ?? (labelledBy && document.getElementById(labelledBy)?.textContent);
    if (label) return label;
    const labels = (element as HTMLInputElement).labels;
    if (labels?.length) return [...labels].map(({ textContent }) => textContent).join(' ');
    return element.textContent || element.getAttribute('placeholder') || '';
  };
  const isShown = (element: Element): boolean =>
    element.getClientRects().length > 0 && element.closest('[aria-hidden=true], [inert]') === null;
  const pattern = new RegExp(namePattern);
  return (
    [...document.querySelectorAll(selectors[role])].find((element) => isShown(element) && pattern.test(nameOf(element).trim())) ??
    null
  );
}

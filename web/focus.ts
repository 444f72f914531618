let isExpected = false;

/** After a change of page the focus goes to its title, so that a screen reader says where one is. */
export function expectFocus(): void {
  isExpected = true;
}

/** A page's title calls this as it appears. */
export function takeFocus(title: HTMLElement): void {
  if (!isExpected) return;
  isExpected = false;
  title.focus({ preventScroll: true });
}
